package io.systemmanager.domain.audit;

import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.plan.Plan;
import io.systemmanager.domain.policy.Decision;
import java.time.Duration;
import java.util.Optional;

/** What the ledger keeps. The set is closed; {@link EntryForm} gives each its written form. */
public sealed interface AuditEvent {

    /** The name in the taxonomy of the audit format. */
    String type();

    /** How much it wants to be looked at. */
    Severity severity();

    /** A read was answered; the entry is durable before the answer leaves. */
    record Read(CallFacts call, Decision decision, Optional<Fault> fault, Duration took)
            implements AuditEvent {
        @Override
        public String type() {
            return "op.read";
        }

        @Override
        public Severity severity() {
            return Severity.INFO;
        }
    }

    /** A change was planned and not done. */
    record DryRun(CallFacts call, Decision decision, Plan plan) implements AuditEvent {
        @Override
        public String type() {
            return "op.dry_run";
        }

        @Override
        public Severity severity() {
            return Severity.INFO;
        }
    }

    /** A tool was refused for want of a scope, before its arguments were looked at. */
    record ScopeMissing(ToolAttempt attempt, Decision decision, Fault fault) implements AuditEvent {
        @Override
        public String type() {
            return "authz.denied";
        }

        @Override
        public Severity severity() {
            return Severity.WARN;
        }
    }

    /** A call was refused by policy, or cannot be done. */
    record Denied(CallFacts call, Decision decision, Fault fault) implements AuditEvent {
        @Override
        public String type() {
            return "op.denied";
        }

        @Override
        public Severity severity() {
            return Severity.NOTICE;
        }
    }

    /** The intent of a change, durable before anything happens. */
    record Started(CallFacts call, Decision decision, OperationId operation, Plan plan)
            implements AuditEvent {
        @Override
        public String type() {
            return "op.started";
        }

        @Override
        public Severity severity() {
            return Severity.NOTICE;
        }
    }

    /**
     * The end of a change.
     *
     * @param intent the sequence number of the intent's entry
     */
    record Ended(CallFacts call, OperationId operation, Outcome outcome, Duration took, long intent)
            implements AuditEvent {
        @Override
        public String type() {
            return switch (outcome) {
                case Outcome.Succeeded _ -> "op.succeeded";
                case Outcome.Failed _ -> "op.failed";
                case Outcome.RolledBack _ -> "op.rolled_back";
                case Outcome.Unknown _ -> "op.outcome_unknown";
            };
        }

        @Override
        public Severity severity() {
            return switch (outcome) {
                case Outcome.Succeeded _ -> Severity.NOTICE;
                case Outcome.Failed _, Outcome.RolledBack _ -> Severity.WARN;
                case Outcome.Unknown _ -> Severity.CRIT;
            };
        }
    }

    /** After a restart, the end of a change was not found: it may or may not have happened. */
    record Abandoned(OperationId operation, Fault fault) implements AuditEvent {
        @Override
        public String type() {
            return "op.outcome_unknown";
        }

        @Override
        public Severity severity() {
            return Severity.CRIT;
        }
    }

    /** A credential was used for the first time in this hour. */
    record AuthenticationSucceeded(Caller caller, Client client) implements AuditEvent {
        @Override
        public String type() {
            return "auth.succeeded";
        }

        @Override
        public Severity severity() {
            return Severity.INFO;
        }
    }

    /**
     * Credentials were refused.
     *
     * @param credential which one, where it is one that we know
     * @param why one of {@code missing}, {@code unknown}, {@code expired}, {@code revoked}, {@code
     *     wrong_kind}, {@code throttled}
     * @param count how many this entry stands for
     */
    record AuthenticationFailed(
            String address, Optional<CredentialId> credential, String why, int count)
            implements AuditEvent {
        @Override
        public String type() {
            return "auth.failed";
        }

        @Override
        public Severity severity() {
            return Severity.WARN;
        }
    }

    /** A credential was made. */
    record TokenIssued(Subject by, TokenRecord token) implements AuditEvent {
        @Override
        public String type() {
            return "auth.token_issued";
        }

        @Override
        public Severity severity() {
            return Severity.NOTICE;
        }
    }

    /** A credential was taken back. */
    record TokenRevoked(Subject by, CredentialId token) implements AuditEvent {
        @Override
        public String type() {
            return "auth.token_revoked";
        }

        @Override
        public Severity severity() {
            return Severity.NOTICE;
        }
    }

    /** A policy came into force. */
    record PolicyLoaded(String revision, int rules) implements AuditEvent {
        @Override
        public String type() {
            return "policy.loaded";
        }

        @Override
        public Severity severity() {
            return Severity.NOTICE;
        }
    }

    /** The server began to serve. */
    record ServerStarted() implements AuditEvent {
        @Override
        public String type() {
            return "system.started";
        }

        @Override
        public Severity severity() {
            return Severity.NOTICE;
        }
    }

    /** The server ended in good order. */
    record ServerStopped() implements AuditEvent {
        @Override
        public String type() {
            return "system.stopped";
        }

        @Override
        public Severity severity() {
            return Severity.NOTICE;
        }
    }
}
