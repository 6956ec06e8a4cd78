package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.port.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clock that is set is told of and disturbs nothing. */
class ClockStepTest {
    private static final String STEPS =
            "SELECT json_extract(entry,'$.clock.step_ms') FROM audit_entry"
                    + " WHERE type='system.clock_stepped' ORDER BY idx";

    @TempDir Path folder;
    private volatile Instant wall = Samples.NOON;
    private final AtomicLong nanos = new AtomicLong();
    private Path file;
    private SqliteLedger ledger;

    @BeforeEach
    void open() {
        file = folder.resolve("ledger.db");
        var clocks = new Clocks(() -> wall, nanos::get);
        ledger = SqliteLedger.open(file, Samples.opening().with(clocks));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        set(time);
    }

    private void set(Duration by) {
        wall = wall.plus(by);
    }

    @Test
    void anHourForwardAndAnHourBackAreToldAndTheOrderStays() throws Exception {
        ledger.commit(Samples.append());
        pass(Duration.ofMinutes(3));
        ledger.commit(Samples.append());
        set(Duration.ofHours(1));
        assertThat(ledger.commit(Samples.append())).isEqualTo(new Ledger.Committed(4));
        set(Duration.ofHours(-1));
        assertThat(ledger.commit(Samples.append())).isEqualTo(new Ledger.Committed(6));
        ledger.commit(Samples.append());

        assertThat(Outsider.column(file, STEPS)).containsExactly("3600000", "-3600000");
        ledger.close();
        assertThat(LedgerCheck.verify(file, Samples.KEYS).size()).isEqualTo(8);
        assertThat(Outsider.column(file, "SELECT size FROM audit_head")).containsExactly("8");
    }

    @Test
    void whatAnHonestClockDriftsIsNotTold() throws Exception {
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofMinutes(5));
            set(Duration.ofMillis(i % 2 == 0 ? 500 : -500));
            ledger.commit(Samples.append());
        }
        set(Duration.ofMillis(501));
        ledger.commit(Samples.append());
        assertThat(Outsider.column(file, STEPS)).containsExactly("501");
    }
}
