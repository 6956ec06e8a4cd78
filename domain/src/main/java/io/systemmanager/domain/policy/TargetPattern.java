package io.systemmanager.domain.policy;

import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.operation.Target;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Which targets a rule speaks about. The two kinds never match each other's targets. */
public sealed interface TargetPattern {

    /**
     * Containers whose name matches one of the patterns and which carry every label listed, its
     * value matching one of that label's patterns.
     *
     * @param names empty for any name
     * @param labels empty for any labels
     */
    record Container(List<Glob> names, Map<String, List<Glob>> labels) implements TargetPattern {
        private static final Pattern MAYBE_ID = Pattern.compile("[0-9a-f]{1,64}");

        public Container {
            names = List.copyOf(names);
            labels = Map.copyOf(labels);
            if (names.isEmpty() && labels.isEmpty()) {
                throw new IllegalArgumentException("a container pattern names a name or a label");
            }
        }

        private Match of(Target.Container container) {
            return named(container.name()) && labelled(container.labels())
                    ? Match.YES
                    : Match.TARGETS;
        }

        /** What was asked may be an id, and then says nothing about the name. */
        private Match of(ContainerRef asked) {
            boolean anyName = names.isEmpty() || names.stream().anyMatch(Glob::matchesAnything);
            boolean maybeId = MAYBE_ID.matcher(asked.value()).matches();
            if (!anyName && !maybeId && !named(asked.value())) {
                return Match.TARGETS;
            }
            return labels.isEmpty() && (anyName || !maybeId) ? Match.YES : Match.UNSURE;
        }

        private boolean named(String name) {
            return names.isEmpty() || Glob.anyMatches(names, name);
        }

        private boolean labelled(Map<String, String> actual) {
            for (var wanted : labels.entrySet()) {
                var value = actual.get(wanted.getKey());
                if (value == null || !Glob.anyMatches(wanted.getValue(), value)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Files and folders.
     *
     * @param paths at least one
     */
    record Paths(List<Glob> paths) implements TargetPattern {
        public Paths {
            paths = List.copyOf(paths);
            if (paths.isEmpty()) {
                throw new IllegalArgumentException("a path pattern names a path");
            }
        }
    }

    /** Whether the target matches: {@code YES}, {@code UNSURE} or {@code TARGETS}. */
    default Match of(Target target) {
        return switch (this) {
            case Paths _ -> Match.TARGETS;
            case Container pattern ->
                    switch (target) {
                        case Target.Host _ -> Match.TARGETS;
                        case Target.Container container -> pattern.of(container);
                        case Target.UnresolvedContainer(_, var asked) -> pattern.of(asked);
                    };
        };
    }
}
