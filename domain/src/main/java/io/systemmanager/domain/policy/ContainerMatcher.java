package io.systemmanager.domain.policy;

import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.operation.Target;
import java.util.Map;
import java.util.stream.Stream;

/** Says whether a target is one of the containers that a pattern speaks about. Immutable. */
final class ContainerMatcher {
    private final GlobLine[] names;
    private final boolean anyName;
    private final Label[] labels;

    /** A label that must be there, with a value that one of the patterns matches. */
    private static final class Label {
        private final String key;
        private final GlobLine[] values;

        Label(String key, GlobLine[] values) {
            this.key = key;
            this.values = values;
        }

        boolean isIn(Map<String, String> actual) {
            var value = actual.get(key);
            return value != null && GlobLine.any(values, value);
        }
    }

    private ContainerMatcher(TargetPattern.Container pattern, Clauses clauses) {
        this.names = clauses.lines(pattern.names());
        this.anyName =
                names.length == 0 || pattern.names().stream().anyMatch(Glob::matchesAnything);
        this.labels =
                pattern.labels().entrySet().stream()
                        .map(label -> new Label(label.getKey(), clauses.lines(label.getValue())))
                        .toArray(Label[]::new);
    }

    /** None for a pattern that speaks about something else than containers. */
    static Stream<ContainerMatcher> of(TargetPattern pattern, Clauses clauses) {
        return switch (pattern) {
            case TargetPattern.Container container ->
                    Stream.of(new ContainerMatcher(container, clauses));
            case TargetPattern.Paths _ -> Stream.empty();
        };
    }

    /** {@code YES}, {@code UNSURE} or {@code TARGETS}. */
    Match of(Target target) {
        return switch (target) {
            case Target.Host _ -> Match.TARGETS;
            case Target.Container container ->
                    named(container.name()) && labelled(container.labels())
                            ? Match.YES
                            : Match.TARGETS;
            case Target.UnresolvedContainer(_, var asked) -> of(asked);
        };
    }

    /** What was asked may be an id, and then says nothing about the name. */
    private Match of(ContainerRef asked) {
        if (anyName || named(asked.value())) {
            return labels.length == 0 && (anyName || !mayBeId(asked)) ? Match.YES : Match.UNSURE;
        }
        return mayBeId(asked) ? Match.UNSURE : Match.TARGETS;
    }

    private boolean named(String name) {
        return anyName || GlobLine.any(names, name);
    }

    private boolean labelled(Map<String, String> actual) {
        for (Label label : labels) {
            if (!label.isIn(actual)) {
                return false;
            }
        }
        return true;
    }

    private static boolean mayBeId(ContainerRef asked) {
        var text = asked.value();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return text.length() <= 64;
    }
}
