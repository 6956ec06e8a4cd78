package io.systemmanager.contract.bench;

import com.google.errorprone.annotations.FormatMethod;
import com.sun.management.OperatingSystemMXBean;
import io.systemmanager.contract.fixture.SampleKeys;
import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.sqlite.LedgerCheck;
import io.systemmanager.sqlite.SqliteLedger;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the ledger takes: entries a second with more and more writers, each waiting for its entry to
 * be durable before it hands in the next, beside one transaction for each entry on the same disk
 * and beside what the disk itself does. Prints a table.
 */
public final class LedgerBench {
    private static final List<Integer> WRITERS = List.of(1, 10, 50, 200);
    private static final int PAGE = 4_096;

    private final Path folder;
    private final Duration time;

    private LedgerBench(Path folder, Duration time) {
        this.folder = folder;
        this.time = time;
    }

    /**
     * Measures and prints.
     *
     * @param arguments a folder on the disk to be measured, seconds per measurement, and {@code
     *     writers} or {@code verify} with a number of entries
     */
    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory(Path.of(arguments[0]), "ledger");
        try {
            var bench = new LedgerBench(folder, Duration.ofSeconds(Long.parseLong(arguments[1])));
            switch (arguments[2]) {
                case "writers" -> bench.writers();
                case "verify" -> bench.verify(Long.parseLong(arguments[3]));
                default -> throw new IllegalArgumentException(arguments[2]);
            }
        } finally {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void writers() throws Exception {
        double syncs = syncs();
        say("%-22s %9.0f/s", "4 KiB write and sync", syncs);
        say(
                "%-8s %34s   %34s %7s %15s %9s",
                "writers",
                "one transaction each",
                "the ledger",
                "ratio",
                "of writers x disk",
                "CPU");
        for (int writers : WRITERS) {
            var alone = alone(writers);
            var ours = ledger(writers);
            say(
                    "%-8d %s   %s %6.1fx %16.2fx %6.0f us",
                    writers,
                    alone.text(),
                    ours.text(),
                    ours.perSecond() / alone.perSecond(),
                    ours.perSecond() / (writers * syncs),
                    ours.cpuMicros());
        }
    }

    private double syncs() throws IOException {
        var page = ByteBuffer.allocateDirect(PAGE);
        long count = 0;
        long from = System.nanoTime();
        try (var file =
                FileChannel.open(
                        folder.resolve("bench.raw"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND)) {
            while (System.nanoTime() - from < time.toNanos()) {
                file.write(page.clear());
                file.force(true);
                count++;
            }
        }
        return count * 1e9 / (System.nanoTime() - from);
    }

    private Load.Figures alone(int writers) throws Exception {
        var file = folder.resolve("bench-alone-" + writers + ".db");
        try (var _ = open(file)) {
            // it makes the tables
        }
        try (var transactions = new OneTransactionEach(file, writers)) {
            return Load.of(writers, time, transactions::write);
        }
    }

    private Load.Figures ledger(int writers) throws Exception {
        try (var ledger = open(folder.resolve("bench-ledger-" + writers + ".db"))) {
            return Load.of(
                    writers,
                    time,
                    (writer, _) -> ledger.commit(new Ledger.Append(SampleEvents.read(writer))));
        }
    }

    private void verify(long entries) throws Exception {
        var file = folder.resolve("ledger.db");
        var written = new AtomicLong();
        try (var ledger = open(file)) {
            var threads =
                    java.util.stream.IntStream.range(0, 256)
                            .mapToObj(writer ->
                                    Thread.startVirtualThread(() -> {
                                        while (written.incrementAndGet() < entries) {
                                            ledger.commit(
                                                    new Ledger.Append(SampleEvents.read(writer)));
                                        }
                                    }))
                            .toList();
            for (var thread : threads) {
                thread.join();
            }
        }
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long from = System.nanoTime();
        var good = LedgerCheck.verify(file, SampleKeys.LOG);
        say(
                "%,d entries verified in %.1f s (%.1f s of CPU); %,.0f bytes of database per entry",
                good.size(),
                (System.nanoTime() - from) / 1e9,
                (system.getProcessCpuTime() - cpu) / 1e9,
                (double) Files.size(file) / good.size());
        long opening = System.nanoTime();
        open(file).close();
        say("opened again in %.1f s", (System.nanoTime() - opening) / 1e9);
    }

    private static SqliteLedger open(Path file) {
        return SqliteLedger.open(
                file,
                new EntryForm(SampleEvents.ORIGIN, SampleKeys.REDACTION),
                SampleKeys.LOG,
                InstantSource.system());
    }

    @FormatMethod
    private static void say(String form, Object... values) {
        System.out.println(String.format(Locale.ROOT, form, values));
    }
}
