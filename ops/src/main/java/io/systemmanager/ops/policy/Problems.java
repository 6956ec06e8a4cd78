package io.systemmanager.ops.policy;

import io.systemmanager.ops.policy.YamlNode.Place;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one file, so that an operator sees all of it at once. */
final class Problems {
    private static final int MOST = 100;
    private final List<PolicyProblem> all = new ArrayList<>();

    void add(Place at, String message) {
        if (all.size() < MOST) {
            all.add(new PolicyProblem(at.line(), at.column(), message));
        }
    }

    /** What a value should be and is not. */
    void wrongKind(YamlNode node, String what, String wanted) {
        add(node.at(), "%s is %s, and here stands %s".formatted(what, wanted, node.kind()));
    }

    boolean none() {
        return all.isEmpty();
    }

    /** In the file's order. */
    List<PolicyProblem> sorted() {
        return all.stream()
                .sorted((one, other) ->
                        one.line() != other.line()
                                ? Integer.compare(one.line(), other.line())
                                : Integer.compare(one.column(), other.column()))
                .toList();
    }
}
