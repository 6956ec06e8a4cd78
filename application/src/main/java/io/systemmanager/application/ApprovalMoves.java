package io.systemmanager.application;

import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.approval.Ended;
import io.systemmanager.domain.approval.Move;
import io.systemmanager.domain.approval.Refusal;
import io.systemmanager.domain.approval.Step;
import io.systemmanager.domain.audit.AuditEvent;
import io.systemmanager.domain.journal.ApprovalRecord;
import io.systemmanager.domain.journal.KeptApproval;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.port.Approvals;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.Observer;
import io.systemmanager.domain.port.OperationRecords;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * Moves approvals on, each move with its entry in one transaction. Of moves at the same time one
 * comes first, and the others are judged by what it left. Thread-safe.
 */
final class ApprovalMoves {
    /** More moves than an approval has, so whoever comes too late so often is not just slow. */
    private static final int MOST_TRIES = 100;

    private final Ledger ledger;
    private final Approvals approvals;
    private final OperationRecords records;
    private final OperationListeners listeners;
    private final Following following;
    private final Observer observer;
    private final Ids ids;
    private final InstantSource clock;

    ApprovalMoves(
            Ledger ledger,
            Approvals approvals,
            OperationRecords records,
            OperationListeners listeners,
            Following following,
            Observer observer,
            Ids ids,
            InstantSource clock) {
        this.ledger = ledger;
        this.approvals = approvals;
        this.records = records;
        this.listeners = listeners;
        this.following = following;
        this.observer = observer;
        this.ids = ids;
        this.clock = clock;
    }

    /** What came of a move. */
    sealed interface Moved {
        /** It is durable. */
        record To(ApprovalRecord approval) implements Moved {}

        /** It is against a rule, or there is no moving it; nothing changed. */
        record Not(Refusal why) implements Moved {}

        /** There is no such approval. */
        record Unknown() implements Moved {}
    }

    /**
     * Makes a move that leads to people's agreement or to an end without an execution.
     *
     * @param entry tells of the state that it leads to
     */
    Moved move(ApprovalId id, Move move, Function<ApprovalRecord, AuditEvent> entry) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            var found = approvals.find(id);
            if (found.isEmpty()) {
                return new Moved.Unknown();
            }
            switch (found.get()) {
                case KeptApproval.Unreadable _ -> {
                    return new Moved.Not(Refusal.STUCK);
                }
                case KeptApproval.Sound(var from) -> {
                    var moved = attempt(from, move, entry);
                    if (moved.isPresent()) {
                        return moved.get();
                    }
                }
            }
        }
        observer.broke(ids.request(), new IllegalStateException("no move fits " + id));
        return new Moved.Not(Refusal.STUCK);
    }

    /** Empty when it does not stand any more as it was read. */
    private Optional<Moved> attempt(
            ApprovalRecord from, Move move, Function<ApprovalRecord, AuditEvent> entry) {
        return switch (from.approval().after(move, clock.instant())) {
            case Step.Refused(var why) -> Optional.of(new Moved.Not(why));
            case Step.Moved(var next) -> {
                var to = from.with(next);
                var closed = closed(to);
                var change = new Ledger.MoveApproval(from.approval(), to, closed, entry.apply(to));
                if (!(ledger.commit(change) instanceof Ledger.Committed)) {
                    yield Optional.empty();
                }
                closed.ifPresent(this::tell);
                yield Optional.of(new Moved.To(to));
            }
        };
    }

    /** An operation waits for people now. */
    void announce(OperationRecord operation) {
        listeners.tell(ids.request(), operation);
    }

    /** The operation waits for nobody any more. */
    void tell(OperationRecord operation) {
        listeners.tell(ids.request(), operation);
        following.decided(operation.id());
    }

    /** The operation that ends with its approval. */
    private Optional<OperationRecord> closed(ApprovalRecord to) {
        if (!(to.approval() instanceof Ended ended)) {
            return Optional.empty();
        }
        return records.find(to.operation())
                .flatMap(operation ->
                        operation.state() instanceof OperationState.AwaitingApproval waiting
                                ? Optional.of(operation.with(waiting.close(ended), clock.instant()))
                                : Optional.empty());
    }
}
