package io.systemmanager.domain.journal;

import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Outcome;

/** Where an operation record stands. A state is a type, and only {@link Running} can end. */
public sealed interface OperationState {

    /** The word for it. */
    OperationStatus status();

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
