package io.systemmanager.ops.policy;

import io.systemmanager.ops.policy.YamlNode.Field;
import io.systemmanager.ops.policy.YamlNode.Fields;
import io.systemmanager.ops.policy.YamlNode.Place;
import io.systemmanager.ops.policy.YamlNode.Text;
import java.util.List;
import java.util.Optional;

/** A mapping whose keys are known beforehand; every other key has been reported. */
final class Section {
    private final Fields fields;
    private final String name;
    private final Problems problems;

    private Section(Fields fields, String name, Problems problems) {
        this.fields = fields;
        this.name = name;
        this.problems = problems;
    }

    /** Empty, and reported, when the node is no mapping. */
    static Optional<Section> of(
            YamlNode node, String name, List<String> allowed, Problems problems) {
        if (!(node instanceof Fields fields)) {
            problems.wrongKind(node, name, "a mapping with the keys " + String.join(", ", allowed));
            return Optional.empty();
        }
        for (Field field : fields.fields()) {
            var key = field.key().value();
            if (!allowed.contains(key)) {
                problems.add(
                        field.key().at(),
                        "unknown key '%s' in %s%s"
                                .formatted(key, name, Suggestion.instead(key, allowed)));
            }
        }
        return Optional.of(new Section(fields, name, problems));
    }

    Place at() {
        return fields.at();
    }

    String name() {
        return name;
    }

    Optional<YamlNode> find(String key) {
        return fields.fields().stream()
                .filter(field -> field.key().value().equals(key))
                .map(Field::value)
                .findFirst();
    }

    /** Reported when it is not there. */
    Optional<YamlNode> need(String key) {
        var found = find(key);
        if (found.isEmpty()) {
            problems.add(fields.at(), "%s lacks the key '%s'".formatted(name, key));
        }
        return found;
    }

    /** Where the key's value stands, or else the section. */
    Place at(String key) {
        return find(key).map(YamlNode::at).orElse(fields.at());
    }

    /** The text under a key without any report, to name a thing in messages about it. */
    static Optional<String> peek(YamlNode node, String key) {
        return node instanceof Fields fields
                ? fields.fields().stream()
                        .filter(field -> field.key().value().equals(key))
                        .map(Field::value)
                        .filter(Text.class::isInstance)
                        .map(value -> ((Text) value).value())
                        .findFirst()
                : Optional.empty();
    }
}
