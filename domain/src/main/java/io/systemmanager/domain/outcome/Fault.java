package io.systemmanager.domain.outcome;

import io.systemmanager.domain.text.VisibleText;

/**
 * A foreseen failure.
 *
 * @param code what kind
 * @param cause one sentence for the caller: no stack trace, no path of this host, no address, no
 *     secret; at most 300 characters are kept
 */
public record Fault(FaultCode code, String cause) {
    public Fault {
        cause = VisibleText.line(cause, 300);
    }

    /** A fault whose code says all. */
    public static Fault of(FaultCode code) {
        return new Fault(code, code.meaning());
    }
}
