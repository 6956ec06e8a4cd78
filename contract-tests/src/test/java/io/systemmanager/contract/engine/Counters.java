package io.systemmanager.contract.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/**
 * What is in use now, on both sides of the wire, for both run in this JVM.
 *
 * @param sessions that live
 * @param streams held without a call
 * @param calls of tools in work
 * @param threads live, virtual ones among them
 * @param descriptors open files and sockets
 */
record Counters(int sessions, int streams, int calls, int threads, int descriptors) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    /** Nothing of the engine's is in use; what the machine lends does not matter. */
    static Counters nobody() {
        return new Counters(0, 0, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    static Counters of(EngineFixture engine) {
        return withThreads(engine, threadNames().size());
    }

    private static Counters withThreads(EngineFixture engine, int threads) {
        return new Counters(
                engine.openSessions(),
                engine.openStreams(),
                engine.runningCalls(),
                threads,
                descriptorsNow());
    }

    /** Waits until nothing more is in use than before, and fails when that does not come. */
    static Counters settled(EngineFixture engine, Counters before) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        // The dump that counts threads comes last: taken while thousands of them end, it has
        // crashed the JVM (25.0.3, in ThreadSnapshot).
        var now = withThreads(engine, 0);
        while (!now.isWithin(before) && System.nanoTime() < end) {
            Thread.sleep(100);
            now = withThreads(engine, 0);
        }
        now = of(engine);
        while (!now.isWithin(before) && System.nanoTime() < end) {
            Thread.sleep(500);
            now = of(engine);
        }
        assertThat(now.isWithin(before))
                .as("before %s, after %s; threads now %s", before, now, census())
                .isTrue();
        return now;
    }

    private boolean isWithin(Counters before) {
        return sessions == before.sessions
                && streams == before.streams
                && calls == before.calls
                && threads <= before.threads
                && descriptors <= before.descriptors;
    }

    private static TreeMap<String, Integer> census() {
        var census = new TreeMap<String, Integer>();
        threadNames().forEach(name -> census.merge(name.replaceAll("\\d+", "#"), 1, Integer::sum));
        return census;
    }

    private static int descriptorsNow() {
        try (var files = Files.list(DESCRIPTORS)) {
            return (int) files.count();
        } catch (IOException e) {
            throw new AssertionError("this test needs Linux", e);
        }
    }

    /** Without the JDK's own, which come and go with the load. */
    private static List<String> threadNames() {
        try {
            var folder = Files.createTempDirectory("threads");
            var file = folder.resolve("dump.json");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(file.toString(), ThreadDumpFormat.JSON);
            var dump = new ObjectMapper().readTree(file.toFile());
            Files.delete(file);
            Files.delete(folder);
            return dump.findValues("threads").stream()
                    .flatMap(threads -> threads.findValuesAsText("name").stream())
                    .filter(name -> !name.startsWith("ForkJoinPool-"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
