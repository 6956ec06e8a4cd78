package io.systemmanager.domain.policy;

import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.risk.Risk;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Says whether a rule speaks about a call. Made once for each rule and asked at every call, so its
 * lists are arrays and an answer allocates nothing. Immutable and thread-safe.
 */
final class RuleMatcher {
    private final String id;
    private final int effect;
    private final boolean permits;
    private final boolean asks;
    private final int who;
    private final GlobLine[] operations;
    private final Set<Risk> risks;
    private final int targets;

    /**
     * @param effects all that the policy's rules can say, this one's effect among them
     * @param clauses those of the policy, which get this rule's
     */
    RuleMatcher(Rule rule, List<Verdict> effects, Clauses clauses) {
        this.id = rule.id();
        this.effect = effects.indexOf(rule.effect());
        this.asks = rule.effect() instanceof Verdict.Approve;
        this.permits = asks || rule.effect() instanceof Verdict.Allow;
        this.who = clauses.number(rule.who());
        this.operations = clauses.lines(rule.operations());
        this.risks = reach(rule);
        this.targets = clauses.number(rule.targets());
    }

    String id() {
        return id;
    }

    /** The place of what it says among the policy's effects. */
    int effect() {
        return effect;
    }

    /** Whether it permits the call, outright or with approval. */
    boolean permits() {
        return permits;
    }

    /**
     * Whether it counts. One of which we are unsure can only make the answer stricter.
     *
     * @param granted whether some rule permits the call for certain
     */
    boolean counts(Match match, boolean granted) {
        return match == Match.YES || (match == Match.UNSURE && (!permits || (asks && granted)));
    }

    /** Whether the rule speaks about the call. */
    Match of(Matching call) {
        var concerned = call.against(who);
        if (concerned != Match.YES) {
            return concerned;
        }
        return speaksOf(call.facts().operation()) ? matchOf(call) : Match.OPS;
    }

    /** The same as {@link #of}, for a call of whose operation the rule speaks. */
    Match whereItSpeaks(Matching call) {
        var concerned = call.against(who);
        return concerned == Match.YES ? matchOf(call) : concerned;
    }

    /** Whether the rule speaks about the operation at all. */
    boolean speaksOf(OperationName operation) {
        return GlobLine.any(operations, operation.value());
    }

    private Match matchOf(Matching call) {
        return risks.contains(call.facts().risk()) ? call.against(targets) : Match.RISK;
    }

    /** The risks it speaks about: those listed, and where it allows none that takes a person. */
    private static Set<Risk> reach(Rule rule) {
        var reach =
                rule.risks().isEmpty() ? EnumSet.allOf(Risk.class) : EnumSet.copyOf(rule.risks());
        if (rule.effect() instanceof Verdict.Allow) {
            reach.remove(Risk.CRITICAL);
            if (!rule.flags().contains(Rule.Flag.OVERRIDE_RISK)) {
                reach.remove(Risk.HIGH);
            }
        }
        return reach;
    }
}
