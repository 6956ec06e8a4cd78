package io.systemmanager.ops.policy;

import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.policy.Facts;
import io.systemmanager.domain.policy.PolicyTest;
import io.systemmanager.ops.policy.YamlNode.Field;
import io.systemmanager.ops.policy.YamlNode.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one of {@code tests}. */
final class ExpectationReader {
    private static final List<String> KEYS =
            List.of("who", "roles", "op", "target", "scopes", "expect", "rule");
    private static final List<String> VERDICTS = List.of("allow", "approve", "deny");

    private final List<String> roles;
    private final List<String> rules;
    private final Problems problems;
    private final Values values;

    ExpectationReader(Set<String> roles, Set<String> rules, Problems problems) {
        this.roles = roles.stream().sorted().toList();
        var ids = new ArrayList<>(rules.stream().sorted().toList());
        ids.addAll(List.of("default", "scope"));
        this.rules = List.copyOf(ids);
        this.problems = problems;
        this.values = new Values(problems);
    }

    Optional<PolicyTest> test(YamlNode node) {
        return Section.of(node, "a test", KEYS, problems).flatMap(this::test);
    }

    private Optional<PolicyTest> test(Section section) {
        var who = section.need("who").flatMap(text -> values.parsed(text, "who", this::agent));
        var op =
                section.need("op")
                        .flatMap(text -> values.parsed(text, "op", OperationNames::named));
        var expect = word(section.need("expect"), "expect", VERDICTS);
        var rule = word(section.find("rule"), "rule", rules);
        var carried =
                section.find("scopes")
                        .map(list -> values.parsedList(list, "scope", RoleReader::scope))
                        .map(Set::copyOf)
                        .orElse(Set.of(Scope.values()));
        var roleNames = section.find("roles").map(this::roles).orElse(Set.of());
        var target =
                section.find("target").map(this::target).orElse(Optional.of(SupposedTarget.host()));
        if (who.isEmpty() || op.isEmpty() || expect.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        var tool = op.get().tool();
        var facts = new Facts(who.get(), roleNames, op.get().name(), tool.risk(), target.get());
        return Optional.of(new PolicyTest(facts, tool, carried, expect.get(), rule));
    }

    private Optional<String> word(Optional<YamlNode> node, String what, List<String> allowed) {
        return node.flatMap(text -> values.parsed(text, what, Values.oneOf(allowed)));
    }

    private Subject agent(String text) {
        var subject = new Subject(text);
        if (!text.startsWith("agent:")) {
            throw new IllegalArgumentException("only agents call operations: agent:name");
        }
        return subject;
    }

    private Set<String> roles(YamlNode node) {
        return Set.copyOf(values.parsedList(node, "role", Values.oneOf(roles)));
    }

    private Optional<Target> target(YamlNode node) {
        return Section.of(node, "target of a test", List.of("container", "labels"), problems)
                .flatMap(section -> {
                    var labels = section.find("labels").map(this::labels).orElse(Map.of());
                    return section.need("container")
                            .flatMap(n -> values.parsed(n, "container", ContainerRef::new))
                            .map(name -> SupposedTarget.container(name, labels));
                });
    }

    private Map<String, String> labels(YamlNode node) {
        var labels = new HashMap<String, String>();
        if (!(node instanceof Fields fields)) {
            problems.wrongKind(node, "labels", "a mapping from label to value");
            return labels;
        }
        for (Field field : fields.fields()) {
            var key = field.key().value();
            values.text(field.value(), "label '%s'".formatted(key))
                    .ifPresent(value -> labels.put(key, value));
        }
        return labels;
    }
}
