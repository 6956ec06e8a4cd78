package io.systemmanager.domain.audit;

import io.systemmanager.domain.approval.Approval;
import io.systemmanager.domain.approval.Ended;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.journal.ApprovalRecord;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.policy.Decision;
import java.util.Optional;

/** About an approval: who asked, who saw it, who decided, and how it ended without an execution. */
public sealed interface ApprovalEvent extends AuditEvent {

    @Override
    default String type() {
        return switch (this) {
            case Requested _ -> "approval.requested";
            case Viewed _ -> "approval.viewed";
            case Voted voted ->
                    voted.vote().choice() == Vote.Choice.APPROVE
                            ? "approval.granted"
                            : "approval.denied";
            case Closed(_, _, var ended) -> "approval." + ended.wireName();
            case TakenBack(_, _, _, var ended) -> "approval." + ended.wireName();
        };
    }

    @Override
    default Severity severity() {
        return switch (this) {
            case Viewed _ -> Severity.INFO;
            case Closed(_, _, var ended) ->
                    ended instanceof Ended.Stale ? Severity.WARN : Severity.NOTICE;
            case Requested _, Voted _, TakenBack _ -> Severity.NOTICE;
        };
    }

    /** A call waits for people. */
    record Requested(
            CallFacts call, Decision decision, OperationId operation, Approval.Pending approval)
            implements ApprovalEvent {}

    /** A person was shown what would be done. */
    record Viewed(Subject by, ApprovalRecord shown) implements ApprovalEvent {}

    /**
     * A person decided.
     *
     * @param decided as it stands with their vote, which is its last
     */
    record Voted(Subject by, ApprovalRecord decided) implements ApprovalEvent {
        Vote vote() {
            return decided.approval().votes().getLast();
        }
    }

    /**
     * It ended, and nothing was done.
     *
     * @param by empty where the server itself ended it
     */
    record Closed(Optional<Subject> by, ApprovalRecord record, Ended ended)
            implements ApprovalEvent {}

    /** A call took back what its caller had asked for; nothing was done. */
    record TakenBack(
            CallFacts call, Decision decision, ApprovalRecord record, Ended.Cancelled ended)
            implements ApprovalEvent {}
}
