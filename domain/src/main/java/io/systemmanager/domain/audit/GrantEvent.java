package io.systemmanager.domain.audit;

import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.grant.StandingGrant;
import io.systemmanager.domain.journal.OperationId;

/** About a standing grant: who agreed to what, each call that it answered, and who took it back. */
public sealed interface GrantEvent extends AuditEvent {

    @Override
    default String type() {
        return switch (this) {
            case Created _ -> "grant.created";
            case Voted _ -> "grant.voted";
            case Used _ -> "grant.used";
            case Revoked _ -> "grant.revoked";
        };
    }

    @Override
    default Severity severity() {
        return Severity.NOTICE;
    }

    /** A person made it. */
    record Created(Subject by, StandingGrant.Live grant) implements GrantEvent {}

    /** One more person agreed to it, by its last vote. */
    record Voted(Subject by, StandingGrant.Live grant) implements GrantEvent {}

    /**
     * It answered a call; the operation's own entry stands right before this one.
     *
     * @param grant with that use in it
     */
    record Used(CallFacts call, OperationId operation, StandingGrant.Live grant)
            implements GrantEvent {}

    /** A person took it back. */
    record Revoked(Subject by, StandingGrant.Revoked grant) implements GrantEvent {}
}
