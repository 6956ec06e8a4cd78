package io.systemmanager.domain.journal;

import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.approval.Ended;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Outcome;
import java.time.Instant;

/**
 * Where an operation record stands. A state is a type: what waits for people can begin or be
 * closed, what runs can end, and nothing else changes.
 */
public sealed interface OperationState {

    /** The word for it. */
    OperationStatus status();

    /**
     * People must agree first; nothing was begun.
     *
     * @param until the last moment at which they can
     */
    record AwaitingApproval(ApprovalId approval, Instant until) implements OperationState {
        /** The state when they have, and it begins. */
        public Running begin() {
            return new Running();
        }

        /**
         * The state when it will not begin.
         *
         * @throws IllegalArgumentException when that approval was used
         */
        public OperationState close(Ended ended) {
            return switch (ended) {
                case Ended.Denied _ -> new Failed(Fault.of(FaultCode.APPROVAL_DENIED));
                case Ended.Cancelled _ -> new Cancelled();
                case Ended.Expired _ -> new Failed(Fault.of(FaultCode.APPROVAL_EXPIRED));
                case Ended.Stale stale ->
                        new Failed(new Fault(FaultCode.APPROVAL_STALE, stale.why().meaning()));
                case Ended.Revoked _ -> new Failed(Fault.of(FaultCode.APPROVAL_REVOKED));
                case Ended.Done _ -> throw new IllegalArgumentException("what was done was begun");
            };
        }

        @Override
        public OperationStatus status() {
            return OperationStatus.APPROVAL_REQUIRED;
        }
    }

    /** Its caller took it back before it was begun. */
    record Cancelled() implements OperationState {
        @Override
        public OperationStatus status() {
            return OperationStatus.CANCELLED;
        }
    }

    /** Begun; its intent is in the ledger. */
    record Running() implements OperationState {
        /** The state that an outcome leads to. */
        public OperationState finish(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Succeeded(var before, var after) -> new Succeeded(before, after);
                case Outcome.Failed(var fault) -> new Failed(fault);
                case Outcome.RolledBack(var fault) -> new RolledBack(fault);
                case Outcome.Unknown(var fault) -> new Indeterminate(fault, false);
            };
        }

        @Override
        public OperationStatus status() {
            return OperationStatus.RUNNING;
        }
    }

    /** Done. */
    record Succeeded(String before, String after) implements OperationState {
        @Override
        public OperationStatus status() {
            return OperationStatus.SUCCEEDED;
        }
    }

    /** Not done. */
    record Failed(Fault fault) implements OperationState {
        @Override
        public OperationStatus status() {
            return OperationStatus.FAILED;
        }
    }

    /** Taken back. */
    record RolledBack(Fault fault) implements OperationState {
        @Override
        public OperationStatus status() {
            return OperationStatus.ROLLED_BACK;
        }
    }

    /**
     * Begun, and nobody saw the end.
     *
     * @param looked whether the target was looked at since and did not tell; while not, the server
     *     looks again, and may still find the end
     */
    record Indeterminate(Fault fault, boolean looked) implements OperationState {
        /** The state that a look at the target leads to. */
        public OperationState settle(Reconciliation found, String before) {
            return switch (found) {
                case Reconciliation.Applied(var after, _) -> new Succeeded(before, after);
                case Reconciliation.NotApplied(var evidence) ->
                        new Failed(new Fault(FaultCode.NOT_APPLIED, evidence));
                case Reconciliation.Indeterminate(var evidence) ->
                        new Indeterminate(new Fault(FaultCode.OUTCOME_UNKNOWN, evidence), true);
            };
        }

        @Override
        public OperationStatus status() {
            return OperationStatus.INDETERMINATE;
        }
    }
}
