package io.systemmanager.domain.audit;

/** About the server and what it runs by. */
public sealed interface SystemEvent extends AuditEvent {

    @Override
    default String type() {
        return switch (this) {
            case PolicyLoaded _ -> "policy.loaded";
            case ServerStarted _ -> "system.started";
            case ServerStopped _ -> "system.stopped";
        };
    }

    @Override
    default Severity severity() {
        return switch (this) {
            case PolicyLoaded _, ServerStarted _, ServerStopped _ -> Severity.NOTICE;
        };
    }

    /**
     * A policy came into force.
     *
     * @param text the whole file, so that any decision under it can be understood later
     */
    record PolicyLoaded(String revision, int rules, String text) implements SystemEvent {}

    /** The server began to serve. */
    record ServerStarted() implements SystemEvent {}

    /** The server ended in good order. */
    record ServerStopped() implements SystemEvent {}
}
