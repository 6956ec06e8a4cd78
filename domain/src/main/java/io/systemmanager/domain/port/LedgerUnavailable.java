package io.systemmanager.domain.port;

import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;

/** The ledger could not make a change durable; the caller must then not act. */
public final class LedgerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final LedgerState state;

    /** For what is refused whatever the ledger's state. */
    public LedgerUnavailable(String message, Throwable cause) {
        this(LedgerState.NORMAL, message, cause);
    }

    /** For what is refused whatever the ledger's state. */
    public LedgerUnavailable(String message) {
        super(message);
        this.state = LedgerState.NORMAL;
    }

    /**
     * @param state the one for which it was refused
     */
    public LedgerUnavailable(LedgerState state, String message) {
        super(message);
        this.state = state;
    }

    /**
     * @param state the one for which it was refused
     */
    public LedgerUnavailable(LedgerState state, String message, Throwable cause) {
        super(message, cause);
        this.state = state;
    }

    /** The state for which it was refused; NORMAL where that is not the reason. */
    public LedgerState state() {
        return state;
    }

    /** What a caller is told. */
    public Fault fault() {
        return fault(state);
    }

    /** What a caller is told of a refusal for that state. */
    public static Fault fault(LedgerState state) {
        return Fault.of(
                switch (state) {
                    case NORMAL, DEGRADED -> FaultCode.LEDGER_UNAVAILABLE;
                    case BUSY -> FaultCode.AUDIT_BUSY;
                    case LOW_SPACE -> FaultCode.AUDIT_LOW_SPACE;
                    case SUSPECT -> FaultCode.LEDGER_SUSPECT;
                });
    }
}
