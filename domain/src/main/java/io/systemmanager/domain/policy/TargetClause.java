package io.systemmanager.domain.policy;

import java.util.List;

/**
 * Says whether a target is one of those that a rule speaks about: {@code YES}, {@code UNSURE} or
 * {@code TARGETS}.
 */
final class TargetClause implements Clause {
    private final boolean anyTarget;
    private final ContainerMatcher[] containers;

    TargetClause(List<TargetPattern> targets, Clauses clauses) {
        this.anyTarget = targets.isEmpty();
        this.containers =
                targets.stream()
                        .flatMap(pattern -> ContainerMatcher.of(pattern, clauses))
                        .toArray(ContainerMatcher[]::new);
    }

    @Override
    public Match of(Facts facts) {
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
}
