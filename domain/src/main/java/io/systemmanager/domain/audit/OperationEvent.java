package io.systemmanager.domain.audit;

import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.grant.GrantId;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.journal.Reconciliation;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.plan.Plan;
import io.systemmanager.domain.policy.Decision;
import java.time.Duration;
import java.util.Optional;

/** About an operation: what was asked, decided and done. */
public sealed interface OperationEvent extends AuditEvent {

    @Override
    default String type() {
        return switch (this) {
            case Read _ -> "op.read";
            case DryRun _ -> "op.dry_run";
            case ScopeMissing _ -> "authz.denied";
            case Denied _ -> "op.denied";
            case Started _ -> "op.started";
            case Ended ended -> ended.outcomeType();
            case Abandoned _ -> "op.outcome_unknown";
            case Reconciled _ -> "op.reconciled";
        };
    }

    @Override
    default Severity severity() {
        return switch (this) {
            case Read _, DryRun _ -> Severity.INFO;
            case ScopeMissing _ -> Severity.WARN;
            case Denied _, Started _ -> Severity.NOTICE;
            case Ended ended -> ended.outcomeSeverity();
            case Abandoned _ -> Severity.CRIT;
            case Reconciled(_, _, var found, _) ->
                    found instanceof Reconciliation.Indeterminate ? Severity.CRIT : Severity.NOTICE;
        };
    }

    /** A read was answered; the entry is durable before the answer leaves. */
    record Read(CallFacts call, Decision decision, Optional<Fault> fault, Duration took)
            implements OperationEvent {}

    /** A change was planned and not done. */
    record DryRun(CallFacts call, Decision decision, Plan plan) implements OperationEvent {}

    /** A tool was refused for want of a scope, before its arguments were looked at. */
    record ScopeMissing(ToolAttempt attempt, Decision decision, Fault fault)
            implements OperationEvent {}

    /** A call was refused by policy, or cannot be done. */
    record Denied(CallFacts call, Decision decision, Fault fault) implements OperationEvent {}

    /**
     * The intent of a change, durable before anything happens.
     *
     * @param approval the one that it uses up; empty where policy asked for none
     * @param grant the one that answered in the place of an approval
     */
    record Started(
            CallFacts call,
            Decision decision,
            OperationId operation,
            Plan plan,
            Optional<ApprovalId> approval,
            Optional<GrantId> grant)
            implements OperationEvent {

        /** One that no grant answered for. */
        public Started(
                CallFacts call,
                Decision decision,
                OperationId operation,
                Plan plan,
                Optional<ApprovalId> approval) {
            this(call, decision, operation, plan, approval, Optional.empty());
        }
    }

    /**
     * The end of a change.
     *
     * @param intent the sequence number of the intent's entry
     */
    record Ended(CallFacts call, OperationId operation, Outcome outcome, Duration took, long intent)
            implements OperationEvent {
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

    /**
     * After a restart, the end of a change was not found: it may or may not have happened.
     *
     * @param intent the sequence number of the intent's entry
     */
    record Abandoned(OperationId operation, Fault fault, long intent) implements OperationEvent {}

    /**
     * A later look at the target told whether a change came about.
     *
     * @param name of the operation
     * @param intent the sequence number of the intent's entry
     */
    record Reconciled(OperationId operation, OperationName name, Reconciliation found, long intent)
            implements OperationEvent {}
}
