package io.systemmanager.domain.approval;

import io.systemmanager.domain.outcome.Outcome;

/** How the execution of what was approved ended. */
public enum Ending {
    /** Done. */
    OK,
    /** Not done, or done and taken back. */
    FAILED,
    /** Begun, and nobody saw the end. */
    UNKNOWN;

    /** The ending that an outcome is. */
    public static Ending of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded _ -> OK;
            case Outcome.Failed _, Outcome.RolledBack _ -> FAILED;
            case Outcome.Unknown _ -> UNKNOWN;
        };
    }
}
