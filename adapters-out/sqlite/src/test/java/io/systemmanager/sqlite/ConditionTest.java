package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.audit.OperationEvent;
import io.systemmanager.domain.audit.SystemEvent;
import io.systemmanager.domain.port.Ledger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which state what leads to, and what each refuses. */
class ConditionTest {
    private static final Ledger.Change BEGINS = Samples.open(1, Optional.empty());
    private static final Ledger.Change ENDS =
            Samples.end(Samples.open(1, Optional.empty()).operation(), 1);
    private static final Ledger.Change READS =
            new Ledger.Append(
                    new OperationEvent.Read(
                            Samples.call(), Samples.decision(), Optional.empty(), Duration.ZERO));
    private static final Ledger.Change DENIES = Samples.denied("desk");
    private static final Ledger.Change ISSUES = Samples.issue("one");
    private static final Ledger.Change REVOKES = Samples.revoke(Samples.token("one"));

    private final Condition condition = new Condition();

    private Map<Ledger.Change, Boolean> taken() {
        return Map.of(
                BEGINS, takes(BEGINS),
                ENDS, takes(ENDS),
                READS, takes(READS),
                DENIES, takes(DENIES),
                ISSUES, takes(ISSUES),
                REVOKES, takes(REVOKES));
    }

    private boolean takes(Ledger.Change change) {
        var refusal = condition.refusal(change);
        refusal.ifPresent(why -> assertThat(why.state()).isEqualTo(condition.state()));
        return refusal.isEmpty();
    }

    @Test
    void aNormalAndABusyLedgerTakeEverything() {
        assertThat(condition.state()).isEqualTo(LedgerState.NORMAL);
        assertThat(taken()).doesNotContainValue(false);
        condition.queueFull();
        assertThat(condition.state()).isEqualTo(LedgerState.BUSY);
        assertThat(taken()).doesNotContainValue(false);
        condition.queueDrained();
        assertThat(condition.state()).isEqualTo(LedgerState.NORMAL);
    }

    @Test
    void withLittleSpaceNoChangeBeginsAndEverythingElseGoesOn() {
        condition.room(false);
        assertThat(condition.state()).isEqualTo(LedgerState.LOW_SPACE);
        assertThat(taken())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                BEGINS, false, ENDS, true, READS, true, DENIES, true, ISSUES, true,
                                REVOKES, true));
        condition.room(true);
        assertThat(condition.state()).isEqualTo(LedgerState.NORMAL);
    }

    @Test
    void aDegradedLedgerTriesEndsRefusalsAndRevocationsAndNothingNew() {
        condition.failed(Samples.NOON, 0, "SQLITE_FULL");
        assertThat(condition.state()).isEqualTo(LedgerState.DEGRADED);
        assertThat(taken())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                BEGINS, false, ENDS, true, READS, false, DENIES, true, ISSUES,
                                false, REVOKES, true));
    }

    @Test
    void aSuspectLedgerTakesNothingAndStaysSo() {
        assertThat(condition.suspect("entry 7 was changed")).isTrue();
        assertThat(condition.suspect("again")).isFalse();
        assertThat(taken()).doesNotContainValue(true);
        assertThat(condition.refusalOfAll().orElseThrow()).hasMessage("entry 7 was changed");

        condition.room(true);
        condition.recovered();
        condition.queueDrained();
        assertThat(condition.state()).isEqualTo(LedgerState.SUSPECT);
    }

    @Test
    void aFailureIsToldOnceWithItsFirstCause() {
        assertThat(condition.failed(Samples.NOON, 0, "SQLITE_FULL")).isTrue();
        assertThat(condition.failed(Samples.NOON.plusSeconds(1), 1, "another")).isFalse();
        assertThat(condition.untold())
                .contains(new SystemEvent.LedgerDegraded(Samples.NOON, "SQLITE_FULL"));
        assertThat(condition.isWritable()).isFalse();
        condition.told();
        assertThat(condition.isWritable()).isTrue();
        assertThat(condition.untold()).isEmpty();
        assertThat(condition.state()).isEqualTo(LedgerState.DEGRADED);
    }

    @Test
    void aFailureIsOverOnlyWhereThereIsRoom() {
        condition.failed(Samples.NOON, 1_000_000, "SQLITE_FULL");
        condition.room(false);
        assertThat(condition.recovery(9_000_000)).isEmpty();
        condition.room(true);
        assertThat(condition.recovery(9_000_000))
                .contains(new SystemEvent.LedgerRecovered(Duration.ofMillis(8)));
        condition.recovered();
        assertThat(condition.state()).isEqualTo(LedgerState.NORMAL);
        assertThat(condition.recovery(9_000_000)).isEmpty();
    }

    @Test
    void theWorstStateIsTheOneThatIsTold() {
        condition.queueFull();
        condition.room(false);
        assertThat(condition.state()).isEqualTo(LedgerState.LOW_SPACE);
        condition.failed(Samples.NOON, 0, "x");
        assertThat(condition.state()).isEqualTo(LedgerState.DEGRADED);
        condition.suspect("x");
        assertThat(condition.state()).isEqualTo(LedgerState.SUSPECT);
    }
}
