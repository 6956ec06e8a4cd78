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
    private final Rule rule;
    private final String[] roles;
    private final Glob[] subjects;
    private final Glob[] operations;
    private final Set<Risk> risks;
    private final boolean anyTarget;
    private final ContainerMatcher[] containers;

    RuleMatcher(Rule rule) {
        this.rule = rule;
        this.roles = rule.who().roles().toArray(String[]::new);
        this.subjects = globs(rule.who().subjects());
        this.operations = globs(rule.operations());
        this.risks = reach(rule);
        this.anyTarget = rule.targets().isEmpty();
        this.containers =
                rule.targets().stream()
                        .flatMap(ContainerMatcher::of)
                        .toArray(ContainerMatcher[]::new);
    }

    /** The rule it was made of. */
    Rule rule() {
        return rule;
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
        return Glob.any(operations, operation.value());
    }

    private boolean concerns(Facts facts) {
        return (roles.length == 0 || hasRole(facts.roles()))
                && (subjects.length == 0 || Glob.any(subjects, facts.subject().value()));
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

    private static Glob[] globs(List<Glob> globs) {
        return globs.toArray(Glob[]::new);
    }
}
