package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20) // a wait that nothing ends is a failure
class UnitTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private final Unit unit = Unit.of(new Unit.Work.Probe(), PATIENCE);

    private void passes(Duration time) {
        unit.giveUpWhenOverdue(System.nanoTime() + time.toNanos());
    }

    @Test
    void whatTheWriterDidNotTakeInTimeIsWithdrawn() {
        passes(PATIENCE.minusSeconds(1));
        assertThat(unit.isAnswered()).isFalse();
        passes(PATIENCE);
        assertThat(unit.claim()).isFalse();
        assertThatThrownBy(unit::await)
                .isInstanceOfSatisfying(
                        LedgerUnavailable.class,
                        refusal -> assertThat(refusal.state()).isEqualTo(LedgerState.BUSY));
    }

    @Test
    void whatTheWriterTookGetsAsLongAgainAndThenNobodyKnowsItsEnd() {
        assertThat(unit.claim()).isTrue();
        passes(PATIENCE.multipliedBy(2).minusSeconds(1));
        assertThat(unit.isAnswered()).isFalse();
        passes(PATIENCE.multipliedBy(2));
        unit.answer(new Ledger.Committed(7)); // comes too late
        assertThatThrownBy(unit::await)
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessageContaining("may or may not be durable");
    }

    @Test
    void anAnswerInTimeStays() {
        assertThat(unit.claim()).isTrue();
        unit.answer(new Ledger.Committed(7));
        passes(PATIENCE.multipliedBy(3));
        assertThat(unit.await()).isEqualTo(new Ledger.Committed(7));
    }

    @Test
    void whatWaitsIsLookedAtUntilItIsForgotten() {
        var brief = Unit.of(new Unit.Work.Probe(), Duration.ofMillis(300));
        try (var deadlines = new Deadlines()) {
            deadlines.watch(unit);
            deadlines.watch(brief);
            deadlines.forget(unit);
            deadlines.start();
            assertThatThrownBy(brief::await).hasMessageContaining("busy");
            assertThat(unit.isAnswered()).isFalse();
        }
    }
}
