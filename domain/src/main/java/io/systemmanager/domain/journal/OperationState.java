package io.systemmanager.domain.journal;

import io.systemmanager.domain.outcome.Fault;
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
                case Outcome.Unknown(var fault) -> new Indeterminate(fault);
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

    /** Begun, and nobody saw the end. */
    record Indeterminate(Fault fault) implements OperationState {
        @Override
        public OperationStatus status() {
            return OperationStatus.INDETERMINATE;
        }
    }
}
