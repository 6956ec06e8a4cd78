package io.systemmanager.ops.policy;

import io.systemmanager.domain.policy.Glob;
import io.systemmanager.domain.policy.Role;
import io.systemmanager.domain.policy.Rule;
import io.systemmanager.domain.policy.Slot;
import io.systemmanager.domain.policy.TargetPattern;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.policy.Who;
import io.systemmanager.domain.risk.Risk;
import io.systemmanager.ops.policy.YamlNode.Place;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one of {@code rules}. */
final class RuleReader {
    private static final List<String> KEYS =
            List.of("id", "who", "ops", "targets", "risk", "effect", "override_risk");
    private static final List<String> RISKS =
            Arrays.stream(Risk.values()).map(Risk::wireName).toList();
    private final Map<String, Role> roles;
    private final Problems problems;
    private final Problems warnings;
    private final Values values;
    private final TargetReader targets;
    private final Map<String, Place> seen = new HashMap<>();

    RuleReader(Map<String, Role> roles, Problems problems, Problems warnings) {
        this.roles = roles;
        this.problems = problems;
        this.warnings = warnings;
        this.values = new Values(problems);
        this.targets = new TargetReader(problems, warnings);
    }

    /** The ids so far, in no order. */
    Set<String> ids() {
        return seen.keySet();
    }

    Optional<Rule> rule(YamlNode node) {
        var name = Section.peek(node, "id").map("rule '%s'"::formatted).orElse("a rule");
        return Section.of(node, name, KEYS, problems).flatMap(this::rule);
    }

    private Optional<Rule> rule(Section section) {
        var name = section.name();
        var id = section.need("id").flatMap(node -> id(node));
        var ops = section.need("ops").map(node -> operations(node, name)).orElse(List.of());
        var who = section.find("who").map(node -> who(node, name)).orElse(Who.ANYONE);
        var where =
                section.find("targets")
                        .map(node -> targets.targets(node, name))
                        .orElse(List.<TargetPattern>of());
        var risks = section.find("risk").map(node -> risks(node, name)).orElse(Set.of());
        var flags = EnumSet.noneOf(Rule.Flag.class);
        var effect = section.need("effect").flatMap(node -> effect(node, name));
        if (section.find("override_risk").map(n -> values.flag(n, "override_risk")).orElse(false)) {
            flags.add(Rule.Flag.OVERRIDE_RISK);
        }
        if (id.isEmpty() || ops.isEmpty() || effect.isEmpty()) {
            return Optional.empty();
        }
        return made(section, new Parts(id.get(), who, ops, where, risks, effect.get(), flags));
    }

    private record Parts(
            String id,
            Who who,
            List<Glob> ops,
            List<TargetPattern> targets,
            Set<Risk> risks,
            Verdict effect,
            Set<Rule.Flag> flags) {
        Rule rule() {
            return new Rule(id, who, ops, targets, risks, effect, flags);
        }
    }

    /** The rule's own constructor has the last word. */
    private Optional<Rule> made(Section section, Parts parts) {
        try {
            return Optional.of(parts.rule());
        } catch (IllegalArgumentException e) {
            problems.add(section.at(), "%s: %s".formatted(section.name(), e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<String> id(YamlNode node) {
        var id = values.text(node, "a rule's id");
        id.ifPresent(text -> {
            var first = seen.putIfAbsent(text, node.at());
            if (first != null) {
                problems.add(
                        node.at(),
                        "a rule '%s' stands in line %d already".formatted(text, first.line()));
            }
        });
        return id;
    }

    private List<Glob> operations(YamlNode node, String name) {
        return values.parsedList(
                node,
                "ops of " + name,
                text -> {
                    var glob = Glob.ofOperation(text);
                    if (!OperationNames.anyMatches(glob)) {
                        warnings.add(
                                node.at(),
                                "ops of %s: '%s' matches no operation of this server"
                                        .formatted(name, text));
                    }
                    return glob;
                });
    }

    private Who who(YamlNode node, String name) {
        var what = "who of " + name;
        return Section.of(node, what, List.of("roles", "subjects"), problems)
                .map(section ->
                        new Who(
                                section.find("roles")
                                        .map(list -> roles(list, name))
                                        .orElse(Set.of()),
                                section.find("subjects")
                                        .map(list -> subjects(list, name))
                                        .orElse(List.of())))
                .orElse(Who.ANYONE);
    }

    private Set<String> roles(YamlNode node, String name) {
        var known = Values.oneOf(List.copyOf(roles.keySet()));
        return Set.copyOf(values.parsedList(node, "role in " + name, known));
    }

    private List<Glob> subjects(YamlNode node, String name) {
        return values.parsedList(node, "subject in " + name, Glob::ofName);
    }

    private Set<Risk> risks(YamlNode node, String name) {
        var words = values.parsedList(node, "risk of " + name, Values.oneOf(RISKS));
        var risks = EnumSet.noneOf(Risk.class);
        Arrays.stream(Risk.values())
                .filter(risk -> words.contains(risk.wireName()))
                .forEach(risks::add);
        return risks;
    }

    private Optional<Verdict> effect(YamlNode node, String name) {
        return switch (node) {
            case YamlNode.Fields _ -> approval(node, name);
            case YamlNode.Text _, YamlNode.Items _ ->
                    values.parsed(node, "effect of " + name, RuleReader::plainEffect);
        };
    }

    private static Verdict plainEffect(String word) {
        return switch (word) {
            case "allow" -> new Verdict.Allow();
            case "deny" -> new Verdict.Deny();
            case "approve" ->
                    throw new IllegalArgumentException(
                            "say who approves: {approve: [{role: operator, n: 1}]}");
            default ->
                    throw new IllegalArgumentException(
                            "not an effect"
                                    + Suggestion.instead(word, List.of("allow", "deny"))
                                    + ", {approve: [{role: …, n: 1}]}");
        };
    }

    private Optional<Verdict> approval(YamlNode node, String name) {
        var what = "effect of " + name;
        return Section.of(node, what, List.of("approve", "signed", "anchor"), problems)
                .flatMap(section -> {
                    var demands = EnumSet.noneOf(Verdict.Approve.Demand.class);
                    demand(section, "signed", Verdict.Approve.Demand.SIGNED, demands);
                    demand(section, "anchor", Verdict.Approve.Demand.ANCHOR, demands);
                    return section.need("approve")
                            .flatMap(list -> slots(list, what))
                            .map(slots -> new Verdict.Approve(slots, demands));
                });
    }

    private void demand(
            Section section,
            String key,
            Verdict.Approve.Demand demand,
            Set<Verdict.Approve.Demand> demands) {
        if (section.find(key).map(node -> values.flag(node, key)).orElse(false)) {
            demands.add(demand);
        }
    }

    private Optional<List<Slot>> slots(YamlNode node, String what) {
        var items = values.items(node, "approve in " + what);
        var slots = items.stream().map(item -> slot(item, what)).flatMap(Optional::stream).toList();
        if (node instanceof YamlNode.Items && items.isEmpty()) {
            problems.add(node.at(), what + " needs at least one approver");
        }
        return slots.isEmpty() ? Optional.empty() : Optional.of(slots);
    }

    private Optional<Slot> slot(YamlNode node, String what) {
        var approvers =
                roles.entrySet().stream()
                        .filter(role -> role.getValue().approver())
                        .map(Map.Entry::getKey)
                        .toList();
        return Section.of(node, "approver in " + what, List.of("role", "n"), problems)
                .flatMap(section -> {
                    var count =
                            section.find("n")
                                    .map(n -> values.count(n, "n in " + what, 1, 10))
                                    .orElse(Optional.of(1));
                    var known = Values.oneOf(approvers);
                    return section.need("role")
                            .flatMap(r -> values.parsed(r, "approver in " + what, known))
                            .flatMap(role -> count.map(n -> new Slot(role, n)));
                });
    }
}
