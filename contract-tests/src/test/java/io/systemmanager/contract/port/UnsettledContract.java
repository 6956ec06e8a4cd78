package io.systemmanager.contract.port;

import static io.systemmanager.contract.port.LedgerSamples.BOT;
import static io.systemmanager.contract.port.LedgerSamples.NOON;
import static io.systemmanager.contract.port.LedgerSamples.end;
import static io.systemmanager.contract.port.LedgerSamples.open;
import static io.systemmanager.contract.port.LedgerSamples.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.audit.OperationEvent;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.journal.Reconciliation;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.OperationRecords;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every ledger promises about operations whose end nobody saw. */
interface UnsettledContract {
    Outcome UNKNOWN = new Outcome.Unknown(Fault.of(FaultCode.OUTCOME_UNKNOWN));

    Ledger ledger();

    OperationRecords operations();

    @Test
    default void whatHasNoEndIsListedOldestFirstWithItsIntent() {
        long first = opened(1);
        long second = opened(2);
        long ended = opened(3);
        ledger().commit(end(operation(2), UNKNOWN));
        ledger().commit(end(operation(3), new Outcome.Succeeded("exited", "running")));

        var all = operations().unsettled(-1, 10);
        assertThat(all).extracting(OperationRecords.Unsettled::seq).containsExactly(first, second);
        assertThat(all.getFirst().operation()).isEqualTo(operation(1));
        assertThat(all.getLast().operation().state().status().wireName())
                .isEqualTo("indeterminate");
        assertThat(operations().unsettled(-1, 1)).isEqualTo(all.subList(0, 1));
        assertThat(operations().unsettled(first, 10)).isEqualTo(all.subList(1, 2));
        assertThat(operations().unsettled(ended, 10)).isEmpty();
    }

    @Test
    default void anUnknownEndIsSettledOnceWhateverWasFound() {
        var findings =
                List.of(
                        new Reconciliation.Applied("running", "It is running."),
                        new Reconciliation.NotApplied("It is exited."),
                        new Reconciliation.Indeterminate("It is gone."));
        for (int i = 0; i < findings.size(); i++) {
            opened(i);
            ledger().commit(end(operation(i), UNKNOWN));
            var settling = settle(operation(i), findings.get(i));

            assertThat(ledger().commit(settling)).isInstanceOf(Ledger.Committed.class);
            assertThat(operations().find(operation(i).id())).contains(settling.operation());
            assertThat(operations().unsettled(-1, 10)).isEmpty();
            assertThat(ledger().commit(settling)).isInstanceOf(Ledger.Conflict.class);
        }
    }

    @Test
    default void onlyWhatIsUnknownIsSettled() {
        var finding = new Reconciliation.Applied("running", "It is running.");
        assertThat(ledger().commit(settle(operation(1), finding)))
                .isInstanceOf(Ledger.Conflict.class);
        opened(1);
        assertThat(ledger().commit(settle(operation(1), finding)))
                .isInstanceOf(Ledger.Conflict.class);
        ledger().commit(end(operation(1), new Outcome.Succeeded("exited", "running")));
        assertThat(ledger().commit(settle(operation(1), finding)))
                .isInstanceOf(Ledger.Conflict.class);
    }

    private long opened(int number) {
        return ((Ledger.Committed) ledger().commit(open(operation(number)))).seq();
    }

    private static OperationRecord operation(int number) {
        return record(number, BOT, Optional.empty());
    }

    private static Ledger.SettleOperation settle(OperationRecord operation, Reconciliation found) {
        var unknown = new OperationState.Indeterminate(Fault.of(FaultCode.OUTCOME_UNKNOWN), false);
        return new Ledger.SettleOperation(
                operation.with(unknown.settle(found, "exited"), NOON.plusSeconds(2)),
                new OperationEvent.Reconciled(operation.id(), operation.operation(), found, 0));
    }
}
