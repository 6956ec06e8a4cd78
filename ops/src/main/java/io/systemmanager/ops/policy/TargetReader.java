package io.systemmanager.ops.policy;

import io.systemmanager.domain.policy.Glob;
import io.systemmanager.domain.policy.TargetPattern;
import io.systemmanager.ops.policy.YamlNode.Field;
import io.systemmanager.ops.policy.YamlNode.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code targets} of a rule. */
final class TargetReader {
    private final Problems problems;
    private final Problems warnings;
    private final Values values;

    TargetReader(Problems problems, Problems warnings) {
        this.problems = problems;
        this.warnings = warnings;
        this.values = new Values(problems);
    }

    List<TargetPattern> targets(YamlNode node, String rule) {
        var patterns = new ArrayList<TargetPattern>();
        Section.of(node, "targets of " + rule, List.of("container", "path"), problems)
                .ifPresent(section -> {
                    section.find("container")
                            .flatMap(value -> container(value, rule))
                            .ifPresent(patterns::add);
                    section.find("path")
                            .flatMap(value -> paths(value, rule))
                            .ifPresent(patterns::add);
                    if (section.find("container").or(() -> section.find("path")).isEmpty()) {
                        problems.add(section.at(), section.name() + " is empty; leave the key out");
                    }
                });
        return patterns;
    }

    private Optional<TargetPattern> container(YamlNode node, String rule) {
        var what = "container of " + rule;
        var section = Section.of(node, what, List.of("name", "labels"), problems);
        if (section.isEmpty()) {
            return Optional.empty();
        }
        var names = section.get().find("name");
        var labels = section.get().find("labels");
        if (names.isEmpty() && labels.isEmpty()) {
            problems.add(node.at(), what + " needs a name or labels; any container is name: \"*\"");
            return Optional.empty();
        }
        var nameGlobs = names.map(list -> globs(list, "name in " + what)).orElse(List.of());
        var labelGlobs = labels.map(map -> labels(map, what)).orElse(Map.of());
        return nameGlobs.isEmpty() && labelGlobs.isEmpty()
                ? Optional.empty()
                : Optional.of(new TargetPattern.Container(nameGlobs, labelGlobs));
    }

    private Map<String, List<Glob>> labels(YamlNode node, String what) {
        var labels = new HashMap<String, List<Glob>>();
        if (!(node instanceof Fields fields) || fields.fields().isEmpty()) {
            problems.wrongKind(node, "labels of " + what, "a mapping from label to pattern");
            return labels;
        }
        for (Field field : fields.fields()) {
            var key = field.key();
            if (key.value().isBlank()) {
                problems.add(key.at(), "a label has a name");
            }
            labels.put(key.value(), globs(field.value(), "label '%s'".formatted(key.value())));
        }
        return labels;
    }

    private List<Glob> globs(YamlNode node, String what) {
        return values.parsedList(node, what, Glob::ofName);
    }

    private Optional<TargetPattern> paths(YamlNode node, String rule) {
        warnings.add(
                node.at(),
                "path of %s: no operation of this server has a path for its target yet"
                        .formatted(rule));
        var paths = values.parsedList(node, "path of " + rule, Glob::ofPath);
        return paths.isEmpty() ? Optional.empty() : Optional.of(new TargetPattern.Paths(paths));
    }
}
