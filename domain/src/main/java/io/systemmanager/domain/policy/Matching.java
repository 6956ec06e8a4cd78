package io.systemmanager.domain.policy;

import org.jspecify.annotations.Nullable;

/**
 * One call held against the clauses of a policy, each when it is first asked for. For one thread.
 */
final class Matching {
    private final Clauses clauses;
    private final Facts facts;
    private final @Nullable Match[] known;

    Matching(Clauses clauses, Facts facts) {
        this.clauses = clauses;
        this.facts = facts;
        this.known = new Match[clauses.size()];
    }

    Facts facts() {
        return facts;
    }

    /** How the call stands to the clause of that number. */
    Match against(int number) {
        var match = known[number];
        if (match == null) {
            match = clauses.numbered(number).of(facts);
            known[number] = match;
        }
        return match;
    }
}
