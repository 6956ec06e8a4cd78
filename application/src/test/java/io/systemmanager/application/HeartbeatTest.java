package io.systemmanager.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.json.CanonicalJson;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private final Bench bench = new Bench();

    @Test
    void itBeatsAgainAndAgainAndSaysHowTheLedgerIs() {
        try (var _ = Heartbeat.start(bench.ledger, bench.ledger, Duration.ofMillis(1))) {
            awaitBeats(2);
        }
        assertThat(bench.entryTypes()).containsOnly("system.heartbeat");
        assertThat(CanonicalJson.text(bench.ledger.entries().get(1)))
                .contains("\"ledger\":{\"entries\":1,\"state\":\"normal\"}");
    }

    @Test
    void aBeatThatCannotBeRecordedEndsNothing() {
        bench.ledger.enter(LedgerState.DEGRADED);
        try (var _ = Heartbeat.start(bench.ledger, bench.ledger, Duration.ofMillis(1))) {
            bench.ledger.enter(LedgerState.NORMAL);
            awaitBeats(1);
        }
        assertThat(bench.entryTypes()).contains("system.heartbeat");
    }

    private void awaitBeats(int beats) {
        while (bench.ledger.size() < beats) {
            Thread.onSpinWait();
        }
    }
}
