package io.systemmanager.domain.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The clauses of one policy. Rules that say the same share one, so that a call is held against it
 * once for all of them. Filled while the policy is made and only read afterwards.
 */
final class Clauses {
    private final List<Clause> all = new ArrayList<>();
    private final Map<Object, Integer> numbers = new HashMap<>();
    private final Map<GlobLine, GlobLine> lines = new HashMap<>();

    /** The number of the clause about these callers. */
    int number(Who who) {
        return numbers.computeIfAbsent(who, _ -> add(new WhoClause(who, this)));
    }

    /** The number of the clause about these targets. */
    int number(List<TargetPattern> targets) {
        return numbers.computeIfAbsent(targets, _ -> add(new TargetClause(targets, this)));
    }

    /**
     * The alternatives of all patterns, to be asked at once. Equal ones are one object: a large
     * policy is judged as fast as its patterns come out of memory.
     */
    GlobLine[] lines(List<Glob> patterns) {
        return patterns.stream()
                .flatMap(Glob::lines)
                .map(line -> lines.computeIfAbsent(line, _ -> line))
                .toArray(GlobLine[]::new);
    }

    Clause numbered(int number) {
        return all.get(number);
    }

    int size() {
        return all.size();
    }

    private int add(Clause clause) {
        all.add(clause);
        return all.size() - 1;
    }
}
