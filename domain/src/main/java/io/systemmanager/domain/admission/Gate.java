package io.systemmanager.domain.admission;

import io.systemmanager.domain.approval.Approval;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.grant.GrantAnswer;
import io.systemmanager.domain.operation.Arguments;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.operation.Operation;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.operation.WriteOperation;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.policy.ApprovalTimes;
import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.policy.Explanation;
import io.systemmanager.domain.policy.Policy;
import io.systemmanager.domain.policy.Question;
import io.systemmanager.domain.policy.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The one door to the host. Thread-safe; asks for the policy in force at each question. */
public final class Gate {
    private final Supplier<? extends Policy> policy;
    private final Supplier<OwnThings> own;

    /**
     * @param own what belongs to the server, whatever policy says
     */
    public Gate(Supplier<? extends Policy> policy, Supplier<OwnThings> own) {
        this.policy = policy;
        this.own = own;
    }

    /**
     * The same door with the policy that is in force now, whatever comes into force later: all
     * questions of one call are answered by one policy.
     */
    public Gate forOneCall() {
        var now = policy.get();
        return new Gate(() -> now, own);
    }

    /**
     * The scope that the caller lacks for the tool. Asked before a target is resolved, so that a
     * caller without it cannot even make the server look.
     */
    public Optional<Scope> missingScope(Caller.Agent caller, Declaration tool) {
        return tool.scope().filter(scope -> !holds(caller, scope));
    }

    /** The tools for which the caller lacks no scope, in the order of their declaration. */
    public List<Declaration> openTo(Caller.Agent caller) {
        var granted = policy.get().grantedScopes(caller);
        return Arrays.stream(Declaration.values())
                .filter(tool -> tool.scope().map(granted::contains).orElse(true))
                .toList();
    }

    /** Whether credential and roles both grant the scope. */
    public boolean holds(Caller.Agent caller, Scope scope) {
        return policy.get().grantedScopes(caller).contains(scope);
    }

    /** The refusal of a caller who lacks a scope. */
    public <O extends Operation> Admission.Refused<O> refuse(Scope missing) {
        var fault =
                new Fault(
                        FaultCode.MISSING_SCOPE,
                        "This needs the scope %s.".formatted(missing.wireName()));
        return new Admission.Refused<>(fault, scopeDecision());
    }

    /** Judges an operation on a target. */
    public <O extends Operation> Admission<O> admit(
            Caller.Agent caller, O operation, Target target) {
        var missing = missingScope(caller, Declaration.of(operation));
        if (missing.isPresent()) {
            return refuse(missing.get());
        }
        var objection = selfProtection(operation, target);
        if (objection.isPresent()) {
            var fault = new Fault(FaultCode.SELF_PROTECTED, objection.get());
            return new Admission.Refused<>(fault, ownDecision());
        }
        var decision = policy.get().judge(new Question(caller, operation, target));
        return switch (decision.verdict()) {
            case Verdict.Allow _ ->
                    new Admission.Cleared<>(new Clearance<>(operation, target), decision);
            case Verdict.Approve _ -> new Admission.MustAsk<>(decision);
            case Verdict.Deny _ -> new Admission.Refused<>(denial(operation, decision), decision);
        };
    }

    /**
     * The pass for what people agreed to, and for nothing else.
     *
     * @param approval used up: the entry of that is durable
     * @throws IllegalArgumentException when it is about another call or another target, or about
     *     what belongs to the server
     */
    public <O extends WriteOperation> Clearance<O> clear(
            O operation, Target target, Approval.Consumed approval) {
        var binding = approval.request().binding();
        if (!binding.operation().equals(operation.name())
                || !binding.arguments().equals(Arguments.of(operation))
                || !binding.target().equals(target)) {
            throw new IllegalArgumentException("people agreed to something else");
        }
        if (selfProtection(operation, target).isPresent()) {
            throw new IllegalArgumentException("people cannot agree to that");
        }
        return new Clearance<>(operation, target);
    }

    /**
     * The pass for what a grant answers, and for nothing else.
     *
     * @param answer of a grant, whose use is recorded with the intent before the pass is shown
     * @throws IllegalArgumentException when it is about another call or another target, or about
     *     what belongs to the server
     */
    public <O extends WriteOperation> Clearance<O> clear(
            O operation, Target target, GrantAnswer.Yes answer) {
        var question = answer.question();
        if (!question.operation().equals(operation.name())
                || !question.arguments().equals(Arguments.of(operation))
                || !question.target().equals(target)) {
            throw new IllegalArgumentException("the grant answered something else");
        }
        if (selfProtection(operation, target).isPresent()) {
            throw new IllegalArgumentException("people cannot agree to that");
        }
        return new Clearance<>(operation, target);
    }

    /** For how long approvals that are asked for now may wait. */
    public ApprovalTimes times() {
        return policy.get().times();
    }

    /** The revision of the policy in force. */
    public String revision() {
        return policy.get().revision();
    }

    /**
     * How {@link #admit} would judge a caller who has the scope, and why; makes no pass. Where the
     * server protects itself that is the only rule that counts, and stands first.
     */
    public Explanation explain(Caller.Agent caller, Operation operation, Target target) {
        var explained = policy.get().explain(new Question(caller, operation, target));
        if (selfProtection(operation, target).isEmpty()) {
            return explained;
        }
        var rules = new ArrayList<Explanation.RuleTrace>();
        rules.add(new Explanation.RuleTrace(OwnThings.RULE, "deny", true, ""));
        for (var rule : explained.rules()) {
            rules.add(new Explanation.RuleTrace(rule.rule(), rule.effect(), false, OwnThings.RULE));
        }
        return new Explanation(ownDecision(), rules);
    }

    /** Why no policy can allow it; looking changes nothing, so it needs no protection. */
    private Optional<String> selfProtection(Operation operation, Target target) {
        return operation instanceof WriteOperation ? own.get().objection(target) : Optional.empty();
    }

    private Decision ownDecision() {
        return new Decision(
                new Verdict.Deny(),
                OwnThings.RULE,
                List.of(OwnThings.RULE),
                policy.get().revision());
    }

    private Decision scopeDecision() {
        return new Decision(new Verdict.Deny(), "scope", List.of(), policy.get().revision());
    }

    private static Fault denial(Operation operation, Decision decision) {
        return new Fault(
                FaultCode.POLICY_DENIED,
                "Policy does not allow %s here (rule %s)."
                        .formatted(operation.name(), decision.rule()));
    }
}
