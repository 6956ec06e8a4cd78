package io.systemmanager.domain.audit;

import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.plan.Plan;
import io.systemmanager.domain.policy.Decision;
import java.time.Duration;
import java.util.Optional;

/** What the ledger keeps. The set is closed; {@link EntryForm} gives each its written form. */
public sealed interface AuditEvent {

    /** The name in the taxonomy of the audit format. */
    default String type() {
        return switch (this) {
            case Read _ -> "op.read";
            case DryRun _ -> "op.dry_run";
            case ScopeMissing _ -> "authz.denied";
            case Denied _ -> "op.denied";
            case Started _ -> "op.started";
            case Ended ended -> ended.outcomeType();
            case Abandoned _ -> "op.outcome_unknown";
            case AuthenticationSucceeded _ -> "auth.succeeded";
            case AuthenticationFailed _ -> "auth.failed";
            case TokenIssued _ -> "auth.token_issued";
            case TokenRevoked _ -> "auth.token_revoked";
            case PolicyLoaded _ -> "policy.loaded";
            case LogOpened _ -> "log.opened";
            case ServerStarted _ -> "system.started";
            case ServerStopped _ -> "system.stopped";
        };
    }

    /** How much it wants to be looked at. */
    default Severity severity() {
        return switch (this) {
            case Read _, DryRun _, AuthenticationSucceeded _ -> Severity.INFO;
            case Denied _, Started _, TokenIssued _, TokenRevoked _ -> Severity.NOTICE;
            case PolicyLoaded _, LogOpened _, ServerStarted _, ServerStopped _ -> Severity.NOTICE;
            case ScopeMissing _, AuthenticationFailed _ -> Severity.WARN;
            case Ended ended -> ended.outcomeSeverity();
            case Abandoned _ -> Severity.CRIT;
        };
    }

    /** A read was answered; the entry is durable before the answer leaves. */
    record Read(CallFacts call, Decision decision, Optional<Fault> fault, Duration took)
            implements AuditEvent {}

    /** A change was planned and not done. */
    record DryRun(CallFacts call, Decision decision, Plan plan) implements AuditEvent {}

    /** A tool was refused for want of a scope, before its arguments were looked at. */
    record ScopeMissing(ToolAttempt attempt, Decision decision, Fault fault)
            implements AuditEvent {}

    /** A call was refused by policy, or cannot be done. */
    record Denied(CallFacts call, Decision decision, Fault fault) implements AuditEvent {}

    /** The intent of a change, durable before anything happens. */
    record Started(CallFacts call, Decision decision, OperationId operation, Plan plan)
            implements AuditEvent {}

    /**
     * The end of a change.
     *
     * @param intent the sequence number of the intent's entry
     */
    record Ended(CallFacts call, OperationId operation, Outcome outcome, Duration took, long intent)
            implements AuditEvent {
        private String outcomeType() {
            return switch (outcome) {
                case Outcome.Succeeded _ -> "op.succeeded";
                case Outcome.Failed _ -> "op.failed";
                case Outcome.RolledBack _ -> "op.rolled_back";
                case Outcome.Unknown _ -> "op.outcome_unknown";
            };
        }

        private Severity outcomeSeverity() {
            return switch (outcome) {
                case Outcome.Succeeded _ -> Severity.NOTICE;
                case Outcome.Failed _, Outcome.RolledBack _ -> Severity.WARN;
                case Outcome.Unknown _ -> Severity.CRIT;
            };
        }
    }

    /** After a restart, the end of a change was not found: it may or may not have happened. */
    record Abandoned(OperationId operation, Fault fault) implements AuditEvent {}

    /** A credential was used for the first time in this hour. */
    record AuthenticationSucceeded(Caller caller, Client client) implements AuditEvent {}

    /**
     * Credentials were refused.
     *
     * @param credential which one, where it is one that we know
     * @param why one of {@code missing}, {@code unknown}, {@code expired}, {@code revoked}, {@code
     *     wrong_kind}; of an access token also {@code unjudged} and the words of {@link
     *     io.systemmanager.domain.port.AccessTokens.Flaw}; of a certificate {@code unmapped}
     * @param count how many this entry stands for
     */
    record AuthenticationFailed(
            String address, Optional<CredentialId> credential, String why, int count)
            implements AuditEvent {}

    /** A credential was made. */
    record TokenIssued(Subject by, TokenRecord token) implements AuditEvent {}

    /** A credential was taken back. */
    record TokenRevoked(Subject by, CredentialId token) implements AuditEvent {}

    /** A policy came into force. */
    record PolicyLoaded(String revision, int rules) implements AuditEvent {}

    /**
     * The log began; always its first entry.
     *
     * @param origin the log's name
     * @param key the text of the log's verifier key
     * @param epochKey the text of the first epoch's
     * @param schema of the database in which it is kept
     */
    record LogOpened(String origin, int incarnation, String key, String epochKey, Digest schema)
            implements AuditEvent {}

    /** The server began to serve. */
    record ServerStarted() implements AuditEvent {}

    /** The server ended in good order. */
    record ServerStopped() implements AuditEvent {}
}
