package io.systemmanager.docker;

import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import java.io.Serial;

/**
 * Why the engine did not answer as asked. Stays inside this module, where it becomes a fault; its
 * message may hold what the engine said and is for the server's own log only.
 */
final class EngineTrouble extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    /** What went wrong. */
    enum Kind {
        /** No connection: nothing was sent. */
        ABSENT("The container engine cannot be reached."),
        /** The socket is there and this server may not open it: nothing was sent. */
        FORBIDDEN("This server may not open the container engine's socket."),
        /** The deadline came before anything was sent. */
        TOO_LATE("The deadline passed before the container engine could be asked."),
        /** The deadline came after something was sent. */
        SILENT("The container engine did not answer within the deadline."),
        /** The connection broke after something was sent. */
        BROKEN("The container engine broke the connection off."),
        /** An answer with a status that says no. */
        REFUSED("The container engine refused or failed."),
        /** An answer that is not what the Engine API promises. */
        UNREADABLE("The container engine gave an answer that this server cannot read."),
        /** Several containers have an id that begins as asked. */
        AMBIGUOUS("More than one container has an id that begins so."),
        /** No API version that both sides speak. */
        INCOMPATIBLE("The container engine speaks no API version that this server knows.");

        private final String cause;

        Kind(String cause) {
            this.cause = cause;
        }
    }

    private final Kind kind;
    private final int status;

    private EngineTrouble(Kind kind, int status, String message) {
        super(message);
        this.kind = kind;
        this.status = status;
    }

    static EngineTrouble of(Kind kind, Exception cause) {
        var trouble = of(kind, cause.toString());
        trouble.initCause(cause);
        return trouble;
    }

    static EngineTrouble of(Kind kind, String message) {
        return new EngineTrouble(kind, 0, message);
    }

    static EngineTrouble refused(int status, String message) {
        return new EngineTrouble(Kind.REFUSED, status, message);
    }

    Kind kind() {
        return kind;
    }

    /** Whether the engine refused with that HTTP status. */
    boolean is(int refusal) {
        return kind == Kind.REFUSED && status == refusal;
    }

    /** Whether it is certain that the engine never got the request. */
    boolean nothingWasSent() {
        return switch (kind) {
            case ABSENT, FORBIDDEN, TOO_LATE, INCOMPATIBLE -> true;
            case SILENT, BROKEN, REFUSED, UNREADABLE, AMBIGUOUS -> false;
        };
    }

    /** What a caller is told. */
    Fault fault() {
        return switch (kind) {
            case ABSENT, FORBIDDEN, BROKEN -> new Fault(FaultCode.ENGINE_UNREACHABLE, kind.cause);
            case TOO_LATE, SILENT -> new Fault(FaultCode.ENGINE_TIMEOUT, kind.cause);
            case UNREADABLE, INCOMPATIBLE -> new Fault(FaultCode.ENGINE_ERROR, kind.cause);
            case AMBIGUOUS -> Fault.of(FaultCode.CONTAINER_AMBIGUOUS);
            case REFUSED ->
                    status == 404
                            ? Fault.of(FaultCode.CONTAINER_NOT_FOUND)
                            : new Fault(
                                    FaultCode.ENGINE_ERROR,
                                    "The container engine refused or failed (status %d)."
                                            .formatted(status));
        };
    }
}
