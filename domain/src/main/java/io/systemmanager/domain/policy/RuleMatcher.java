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
    private final String[] roles;
    private final GlobLine[] subjects;
    private final GlobLine[] operations;
    private final Set<Risk> risks;
    private final boolean anyTarget;
    private final ContainerMatcher[] containers;

    /**
     * @param effects all that the policy's rules can say, this one's effect among them
     */
    RuleMatcher(Rule rule, List<Verdict> effects) {
        this.id = rule.id();
        this.effect = effects.indexOf(rule.effect());
        this.asks = rule.effect() instanceof Verdict.Approve;
        this.permits = asks || rule.effect() instanceof Verdict.Allow;
        this.roles = rule.who().roles().toArray(String[]::new);
        this.subjects = Glob.lines(rule.who().subjects());
        this.operations = Glob.lines(rule.operations());
        this.risks = reach(rule);
        this.anyTarget = rule.targets().isEmpty();
        this.containers =
                rule.targets().stream()
                        .flatMap(ContainerMatcher::of)
                        .toArray(ContainerMatcher[]::new);
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
    Match of(Facts facts) {
        if (!concerns(facts)) {
            return Match.WHO;
        }
        return speaksOf(facts.operation()) ? matchOf(facts) : Match.OPS;
    }

    /** The same as {@link #of}, for a call of whose operation the rule speaks. */
    Match whereItSpeaks(Facts facts) {
        return concerns(facts) ? matchOf(facts) : Match.WHO;
    }

    /** Whether the rule speaks about the operation at all. */
    boolean speaksOf(OperationName operation) {
        return GlobLine.any(operations, operation.value());
    }

    private boolean concerns(Facts facts) {
        return (roles.length == 0 || hasRole(facts.roles()))
                && (subjects.length == 0 || GlobLine.any(subjects, facts.subject().value()));
    }

    private boolean hasRole(Set<String> held) {
        for (String role : roles) {
            if (held.contains(role)) {
                return true;
            }
        }
        return false;
    }

    private Match matchOf(Facts facts) {
        if (!risks.contains(facts.risk())) {
            return Match.RISK;
        }
        if (anyTarget) {
            return Match.YES;
        }
        var best = Match.TARGETS;
        for (ContainerMatcher container : containers) {
            var match = container.of(facts.target());
            best = match.compareTo(best) < 0 ? match : best;
        }
        return best;
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
