package io.systemmanager.contract.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.ops.state.FirstStart;
import io.systemmanager.ops.state.StateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that connect, call and drop, half of them in the middle of an answer, over TLS. */
@Timeout(600) // a hang is a failure
class ConnectCallDropTest {
    private static final int AT_ONCE = 8;
    private static final int WARM_UP = 4 * AT_ONCE;
    private static final Duration SESSION_IDLE = Duration.ofSeconds(2);

    @TempDir Path folder;
    private EngineFixture engine;
    private DroppingClient client;

    @BeforeEach
    void start() throws Exception {
        var state = new StateFolder(folder);
        FirstStart.files(state, "localhost");
        engine = EngineFixture.secure(state, SESSION_IDLE);
        client = new DroppingClient(state.caCertificate(), engine.port());
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    /** One way of connecting, calling and dropping, by its number. */
    @FunctionalInterface
    private interface Cycle {
        void run(int number) throws IOException;
    }

    @Test
    void cyclesOfTheStatelessRevisionLeaveNothingBehind() throws Exception {
        nothingIsLeftBy("stateless", client::modernCycle);
    }

    @Test
    void cyclesOfAHandshakeRevisionLeaveNothingBehind() throws Exception {
        nothingIsLeftBy("handshake", client::legacyCycle);
    }

    private void nothingIsLeftBy(String era, Cycle cycle) throws Exception {
        run(cycle, WARM_UP); // loads classes and starts threads that stay
        var before = quiet();
        var start = System.nanoTime();
        run(cycle, Scale.cycles());
        var took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(client.cut()).isEqualTo((WARM_UP + Scale.cycles()) / 2);
        var after = Counters.settled(engine, before);
        Scale.report(
                "%d %s cycles, half cut mid-answer, in %d ms; before %s, after %s"
                        .formatted(Scale.cycles(), era, took.toMillis(), before, after));
    }

    /** What is in use when nobody is connected any more. */
    private Counters quiet() throws InterruptedException {
        var now = Counters.settled(engine, Counters.nobody());
        for (var last = Counters.nobody(); !now.equals(last); now = Counters.of(engine)) {
            last = now;
            Thread.sleep(1_000);
        }
        return now;
    }

    private static void run(Cycle cycle, int count) throws Exception {
        try (var workers = Executors.newFixedThreadPool(AT_ONCE)) {
            var all =
                    IntStream.range(0, count)
                            .<Future<?>>mapToObj(number ->
                                    workers.submit(() -> {
                                        cycle.run(number);
                                        return number;
                                    }))
                            .toList();
            for (var one : all) {
                one.get();
            }
        }
    }
}
