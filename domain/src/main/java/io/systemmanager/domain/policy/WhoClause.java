package io.systemmanager.domain.policy;

import java.util.Set;

/** Says whether a caller is one of those that a rule speaks about: {@code YES} or {@code WHO}. */
final class WhoClause implements Clause {
    private final String[] roles;
    private final GlobLine[] subjects;

    WhoClause(Who who, Clauses clauses) {
        this.roles = who.roles().toArray(String[]::new);
        this.subjects = clauses.lines(who.subjects());
    }

    @Override
    public Match of(Facts facts) {
        return (roles.length == 0 || hasRole(facts.roles()))
                        && (subjects.length == 0 || GlobLine.any(subjects, facts.subject().value()))
                ? Match.YES
                : Match.WHO;
    }

    private boolean hasRole(Set<String> held) {
        for (String role : roles) {
            if (held.contains(role)) {
                return true;
            }
        }
        return false;
    }
}
