package io.systemmanager.application;

import io.systemmanager.domain.audit.OperationEvent;
import io.systemmanager.domain.journal.ContainerIntent;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.journal.Reconciliation;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Reading;
import io.systemmanager.domain.port.Containers;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.Observer;
import io.systemmanager.domain.port.OperationRecords;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Finds out what became of the changes whose end was not recorded, and writes it down. Each step is
 * one transaction that its guard lets happen once, so that it can be broken off anywhere and begun
 * again. Thread-safe.
 */
final class Recovery {
    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final int PAGE = 500;
    private static final Fault LOST =
            new Fault(
                    FaultCode.OUTCOME_UNKNOWN,
                    "The server ended while this was running; look at the target.");

    private final Ledger ledger;
    private final OperationRecords records;
    private final Containers containers;
    private final Observer observer;
    private final InstantSource clock;
    private final Ids ids;
    private final OperationListeners listeners;
    private final Queue<Ledger.EndOperation> unwritten = new ConcurrentLinkedQueue<>();

    Recovery(
            Ledger ledger,
            OperationRecords records,
            Containers containers,
            Observer observer,
            InstantSource clock,
            Ids ids,
            OperationListeners listeners) {
        this.ledger = ledger;
        this.records = records;
        this.containers = containers;
        this.observer = observer;
        this.clock = clock;
        this.ids = ids;
        this.listeners = listeners;
    }

    /** Keeps an end that the ledger would not take, for when it takes entries again. */
    void keep(Ledger.EndOperation end) {
        unwritten.add(end);
    }

    /**
     * Marks what an earlier process began and did not end as unknown. Only for the time before this
     * process begins anything.
     *
     * @return how many there were
     */
    int abandon() {
        int abandoned = 0;
        for (var page = page(-1); !page.isEmpty(); page = page(page.getLast().seq())) {
            for (var each : page) {
                if (each.operation().state() instanceof OperationState.Running) {
                    var unknown =
                            each.operation()
                                    .with(
                                            new OperationState.Indeterminate(LOST, false),
                                            clock.instant());
                    ledger.commit(
                            new Ledger.EndOperation(
                                    unknown,
                                    new OperationEvent.Abandoned(unknown.id(), LOST, each.seq())));
                    abandoned++;
                }
            }
        }
        return abandoned;
    }

    /** Writes the ends that were kept, and looks at the targets of all whose end is unknown. */
    synchronized RecoveryReport settle() {
        writeKept();
        int settled = 0;
        int open = 0;
        boolean asking = true;
        for (var page = page(-1); !page.isEmpty(); page = page(page.getLast().seq())) {
            for (var each : page) {
                if (!(each.operation().state() instanceof OperationState.Indeterminate unseen)) {
                    continue;
                }
                var look = asking ? look(each) : Reading.<Reconciliation>missed(LOST.code(), "");
                switch (look) {
                    case Reading.Seen<Reconciliation>(var found) -> {
                        write(each, unseen, found);
                        settled++;
                    }
                    case Reading.Missed<Reconciliation>(var fault) -> {
                        open++;
                        // An engine that is away would cost its whole deadline each time.
                        asking &= !fault.code().retryable();
                    }
                }
            }
        }
        return new RecoveryReport(settled, open);
    }

    private void writeKept() {
        for (var end = unwritten.peek(); end != null; end = unwritten.peek()) {
            ledger.commit(end); // a conflict says that it is there already
            unwritten.remove(end);
        }
    }

    private Reading<Reconciliation> look(OperationRecords.Unsettled of) {
        try {
            return switch (of.operation().intent()) {
                case ContainerIntent intent ->
                        containers.reconcile(intent, clock.instant(), WITHIN);
            };
        } catch (RuntimeException broken) {
            observer.broke(ids.request(), broken);
            return new Reading.Missed<>(Fault.of(FaultCode.INTERNAL));
        }
    }

    private void write(
            OperationRecords.Unsettled of,
            OperationState.Indeterminate unseen,
            Reconciliation found) {
        var before =
                switch (of.operation().intent()) {
                    case ContainerIntent intent -> intent.before().wireName();
                };
        var ended = of.operation().with(unseen.settle(found, before), clock.instant());
        var event = new OperationEvent.Reconciled(ended.id(), ended.operation(), found, of.seq());
        if (ledger.commit(new Ledger.SettleOperation(ended, event)) instanceof Ledger.Committed) {
            listeners.tell(ids.request(), ended);
        }
    }

    private List<OperationRecords.Unsettled> page(long after) {
        return records.unsettled(after, PAGE);
    }
}
