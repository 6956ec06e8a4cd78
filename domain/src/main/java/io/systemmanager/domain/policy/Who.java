package io.systemmanager.domain.policy;

import java.util.List;
import java.util.Set;

/**
 * Which callers a rule speaks about. Both lists must match, one value of each is enough, and an
 * empty list matches everyone.
 *
 * @param roles names of roles
 * @param subjects patterns over subjects such as {@code agent:ci-*}
 */
public record Who(Set<String> roles, List<Glob> subjects) {

    /** Every caller. */
    public static final Who ANYONE = new Who(Set.of(), List.of());

    public Who {
        roles = Set.copyOf(roles);
        subjects = List.copyOf(subjects);
    }
}
