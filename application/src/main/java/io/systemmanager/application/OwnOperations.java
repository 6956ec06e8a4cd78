package io.systemmanager.application;

import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.approval.Ended;
import io.systemmanager.domain.approval.Move;
import io.systemmanager.domain.audit.ApprovalEvent;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.journal.KeptApproval;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.port.Approvals;
import io.systemmanager.domain.port.OperationRecords;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The operations that a caller began itself, for clients that follow them. It shows a caller the
 * late answer to its own call, whose intent and end are in the ledger, and looks at nothing else;
 * so it writes no entry (ADR 0020). What others began is read with {@code operations_get}, which
 * does. Thread-safe.
 *
 * <p>Each method throws {@link io.systemmanager.domain.port.LedgerUnavailable} when the records
 * cannot be read.
 */
public final class OwnOperations {
    private final OperationRecords records;
    private final Approvals approvals;
    private final ApprovalMoves moves;
    private final Following following;

    OwnOperations(
            OperationRecords records,
            Approvals approvals,
            ApprovalMoves moves,
            Following following) {
        this.records = records;
        this.approvals = approvals;
        this.moves = moves;
        this.following = following;
    }

    /** The record as it stands; empty when there is none or another caller's. */
    public Optional<OperationRecord> find(Caller.Agent caller, OperationId id) {
        return records.find(id).filter(record -> record.caller().equals(caller.subject()));
    }

    /** The record of what waits or waited for that approval; empty as above. */
    public Optional<OperationRecord> find(Caller.Agent caller, ApprovalId id) {
        return approvals
                .find(id)
                .flatMap(KeptApproval::sound)
                .flatMap(approval -> find(caller, approval.operation()));
    }

    /**
     * The record as it stands when the operation has ended, or after that time; empty when there is
     * none or another caller's.
     */
    public Optional<OperationRecord> await(Caller.Agent caller, OperationId id, Duration patience) {
        return find(caller, id).map(record -> following.await(record, patience).operation());
    }

    /**
     * Takes an operation back that waits for people.
     *
     * @return the record as it stands after that; it is cancelled only if it still waited. Empty
     *     when there is none, or another caller's
     */
    public Optional<OperationRecord> cancel(Caller.Agent caller, OperationId id) {
        var own = find(caller, id);
        if (own.isPresent()
                && own.get().state() instanceof OperationState.AwaitingApproval(var approval, _)) {
            moves.move(
                    approval,
                    new Move.Cancel(caller.subject()),
                    next ->
                            new ApprovalEvent.Closed(
                                    Optional.of(caller.subject()), next, (Ended) next.approval()));
        }
        return find(caller, id);
    }

    /** The newest first. */
    public List<OperationRecord> newest(Caller.Agent caller, int limit) {
        return records.newest(Optional.of(caller.subject()), Optional.empty(), limit);
    }
}
