package io.systemmanager.application;

import io.systemmanager.domain.admission.Admission;
import io.systemmanager.domain.admission.Gate;
import io.systemmanager.domain.approval.Ended;
import io.systemmanager.domain.approval.Move;
import io.systemmanager.domain.approval.Refusal;
import io.systemmanager.domain.audit.ApprovalEvent;
import io.systemmanager.domain.audit.CallFacts;
import io.systemmanager.domain.audit.OperationEvent;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.operation.UndoOperation;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.plan.Plan;
import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.OperationRecords;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Takes back what waits for people, for whoever asked for it. Decides nothing: what was begun or
 * has ended stays as it is. Thread-safe.
 */
final class Withdrawals {
    private final Ledger ledger;
    private final OperationRecords records;
    private final ApprovalMoves moves;

    Withdrawals(Ledger ledger, OperationRecords records, ApprovalMoves moves) {
        this.ledger = ledger;
        this.records = records;
        this.moves = moves;
    }

    /** A call that policy allows. */
    private record Wish(CallFacts call, Decision decision) {}

    /** What the call is answered; whatever that is stands in the ledger before. */
    Reply take(Gate now, CallFacts call, Admission.Cleared<UndoOperation> admission, Terms terms) {
        var wish = new Wish(call, admission.decision());
        var id = admission.clearance().operation().id();
        var own =
                records.find(id).filter(record -> record.caller().equals(call.caller().subject()));
        if (own.isEmpty()) { // another caller's is as one that there is not
            return deny(wish, Fault.of(FaultCode.OPERATION_NOT_FOUND));
        }
        var missing = missingScope(now, call, own.get());
        if (missing.isPresent()) {
            Admission.Refused<UndoOperation> refused = now.refuse(missing.get());
            return deny(new Wish(call, refused.decision()), refused.fault());
        }
        return terms.planOnly() ? plan(wish, own.get()) : take(wish, own.get());
    }

    /** Who takes something back needs what it took to ask for it. */
    private static Optional<Scope> missingScope(Gate now, CallFacts call, OperationRecord record) {
        return Declaration.ofTool(record.operation().tool())
                .flatMap(tool -> now.missingScope(call.caller(), tool));
    }

    private Reply take(Wish wish, OperationRecord record) {
        if (!(record.state() instanceof OperationState.AwaitingApproval(var approval, _))) {
            return standing(wish, record);
        }
        var cancel = new Move.Cancel(record.caller());
        var moved =
                moves.move(
                        approval,
                        cancel,
                        next ->
                                new ApprovalEvent.TakenBack(
                                        wish.call(),
                                        wish.decision(),
                                        next,
                                        (Ended.Cancelled) next.approval()));
        var after = records.find(record.id()).orElse(record);
        return switch (moved) {
            case ApprovalMoves.Moved.To _ -> new Reply.Tracked(after, true);
            case ApprovalMoves.Moved.Not(var why)
                    when after.state() instanceof OperationState.AwaitingApproval ->
                    deny(wish, Fault.of(code(why)));
            case ApprovalMoves.Moved.Not _ -> standing(wish, after); // somebody was faster
            case ApprovalMoves.Moved.Unknown() -> deny(wish, Fault.of(FaultCode.APPROVAL_STUCK));
        };
    }

    private static FaultCode code(Refusal why) {
        return switch (why) {
            case STUCK -> FaultCode.APPROVAL_STUCK;
            case EXPIRED -> FaultCode.APPROVAL_EXPIRED;
            default -> FaultCode.UNDO_UNAVAILABLE; // all votes are in, and it is about to begin
        };
    }

    /** What is said of an operation that does not wait: to ask twice for the same is no fault. */
    private Reply standing(Wish wish, OperationRecord record) {
        if (record.state() instanceof OperationState.Cancelled) {
            ledger.commit(
                    new Ledger.Append(
                            new OperationEvent.Read(
                                    wish.call(),
                                    wish.decision(),
                                    Optional.empty(),
                                    Duration.ZERO)));
            return new Reply.Tracked(record, true);
        }
        return deny(wish, new Fault(FaultCode.UNDO_UNAVAILABLE, obstacle(record)));
    }

    private static String obstacle(OperationRecord record) {
        var rollback =
                record.plan()
                        .rollback()
                        .map("; %s on the same target takes it back"::formatted)
                        .orElse("");
        return switch (record.state()) {
            case OperationState.Succeeded _ -> "It was done" + rollback + ".";
            case OperationState.Running() -> "It has begun, and cannot be called back.";
            case OperationState.Indeterminate _ -> "It has begun, and its end is not known.";
            case OperationState.Failed _, OperationState.RolledBack _ ->
                    "It ended without an effect, so there is nothing to take back.";
            case OperationState.AwaitingApproval _, OperationState.Cancelled() ->
                    throw new IllegalArgumentException("nothing stands against that");
        };
    }

    private Reply plan(Wish wish, OperationRecord record) {
        if (!(record.state() instanceof OperationState.AwaitingApproval)) {
            return standing(wish, record);
        }
        var plan =
                new Plan(
                        List.of(
                                "take the request for %s of %s back, of which nothing was begun"
                                        .formatted(record.operation(), record.target())),
                        List.of("status: approval_required -> cancelled"),
                        List.of(),
                        Optional.empty());
        ledger.commit(
                new Ledger.Append(new OperationEvent.DryRun(wish.call(), wish.decision(), plan)));
        return new Reply.Planned(record.target(), plan);
    }

    private Reply deny(Wish wish, Fault fault) {
        ledger.commit(
                new Ledger.Append(new OperationEvent.Denied(wish.call(), wish.decision(), fault)));
        return new Reply.Refused(fault);
    }
}
