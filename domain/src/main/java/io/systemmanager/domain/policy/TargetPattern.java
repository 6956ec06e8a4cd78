package io.systemmanager.domain.policy;

import io.systemmanager.domain.operation.Target;
import java.util.List;
import java.util.Map;

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
        public Container {
            names = List.copyOf(names);
            labels = Map.copyOf(labels);
            if (names.isEmpty() && labels.isEmpty()) {
                throw new IllegalArgumentException("a container pattern names a name or a label");
            }
        }

        /** Whether a container that is known is one of these. */
        public boolean covers(Target.Container target) {
            return ContainerMatcher.of(this, new Clauses())
                    .allMatch(each -> each.of(target) == Match.YES);
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
}
