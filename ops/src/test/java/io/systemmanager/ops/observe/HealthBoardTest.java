package io.systemmanager.ops.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.port.HealthCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // an end that never comes must not hold the build up
class HealthBoardTest {
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private Optional<Fault> fault = Optional.empty();
    private int looks;

    private final HealthBoard board = new HealthBoard(List.of(new Ledger()), () -> now);

    private final class Ledger implements HealthCheck {
        @Override
        public String subsystem() {
            return "ledger";
        }

        @Override
        public Optional<Fault> check(Duration within) {
            looks++;
            return fault;
        }
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void itLooksOnceInTwoSeconds() {
        for (int i = 0; i < 4; i++) {
            board.fault("ledger");
            pass(Duration.ofMillis(600));
        }
        assertThat(looks).isEqualTo(1);
        board.fault("ledger");
        assertThat(looks).isEqualTo(2);
    }

    @Test
    void ofManyWhoAskAtOnceOneLooks() throws InterruptedException {
        var threads = new ArrayList<Thread>();
        var seen = new AtomicInteger();
        HealthCheck slow =
                new HealthCheck() {
                    @Override
                    public String subsystem() {
                        return "ledger";
                    }

                    @Override
                    public Optional<Fault> check(Duration within) {
                        while (seen.get() == 0
                                && threads.stream().filter(HealthBoardTest::waits).count() < 15) {
                            Thread.onSpinWait(); // until all others have asked too
                        }
                        seen.incrementAndGet();
                        return Optional.empty();
                    }
                };
        var busy = new HealthBoard(List.of(slow), () -> now);

        for (int i = 0; i < 16; i++) {
            threads.add(new Thread(busy::checks));
        }
        threads.forEach(Thread::start);
        for (var thread : threads) {
            thread.join();
        }

        assertThat(seen).hasValue(1);
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.BLOCKED;
    }

    @Test
    void aClockThatIsSetBackDoesNotHideAFault() {
        assertThat(board.fault("ledger")).isEmpty();
        fault = Optional.of(Fault.of(FaultCode.LEDGER_SUSPECT));
        pass(Duration.ofHours(-1));
        assertThat(board.fault("ledger")).isEqualTo(fault);
    }
}
