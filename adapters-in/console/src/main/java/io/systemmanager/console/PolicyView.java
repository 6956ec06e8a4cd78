package io.systemmanager.console;

import io.systemmanager.domain.policy.Glob;
import io.systemmanager.domain.policy.Rule;
import io.systemmanager.domain.policy.RuleSet;
import io.systemmanager.domain.policy.TargetPattern;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.risk.Risk;
import io.systemmanager.domain.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The policy in force, and what it would say to a call.
 *
 * @param typed what was asked, as it was typed
 * @param explained the answer; empty while nothing was asked
 * @param fault what is wrong with the question
 */
record PolicyView(
        RuleSet policy,
        boolean rejected,
        List<String> operations,
        Map<String, String> typed,
        Optional<PolicyInForce.Explained> explained,
        Optional<String> fault)
        implements View {

    /** A rule in words; what it leaves out is any. */
    record Row(String id, String who, String operations, String targets, String effect) {

        static Row of(Rule rule) {
            return new Row(
                    rule.id(), who(rule), globs(rule.operations()), targets(rule), effect(rule));
        }

        private static String who(Rule rule) {
            var parts = new ArrayList<String>();
            rule.who().roles().stream().sorted().map(role -> "role " + role).forEach(parts::add);
            rule.who().subjects().stream().map(Glob::toString).forEach(parts::add);
            return orAny(String.join(", ", parts));
        }

        private static String targets(Rule rule) {
            var risks =
                    rule.risks().stream()
                            .sorted()
                            .map(Risk::wireName)
                            .collect(Collectors.joining(", "));
            var targets =
                    rule.targets().stream().map(Row::target).collect(Collectors.joining(" or "));
            return orAny(targets) + (risks.isEmpty() ? "" : "; risk " + risks);
        }

        private static String target(TargetPattern target) {
            return switch (target) {
                case TargetPattern.Container(var names, var labels) -> {
                    var parts = new ArrayList<String>();
                    if (!names.isEmpty()) {
                        parts.add("container " + globs(names));
                    }
                    labels.entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(label -> label.getKey() + " = " + globs(label.getValue()))
                            .forEach(parts::add);
                    yield String.join(" and ", parts);
                }
                case TargetPattern.Paths(var paths) -> "path " + globs(paths);
            };
        }

        private static String effect(Rule rule) {
            return switch (rule.effect()) {
                case Verdict.Approve approve -> "approve: " + Words.slots(approve.slots());
                case Verdict.Allow _, Verdict.Deny _ -> rule.effect().wireName();
            };
        }

        private static String globs(List<Glob> globs) {
            return globs.stream().map(Glob::toString).collect(Collectors.joining(", "));
        }

        private static String orAny(String text) {
            return text.isEmpty() ? "any" : text;
        }
    }

    @Override
    public String title() {
        return "Policy";
    }

    @Override
    public String template() {
        return "policy";
    }

    @Override
    public Section section() {
        return Section.POLICY;
    }

    List<Row> rules() {
        return policy.rules().stream().map(Row::of).toList();
    }

    String typed(String name) {
        return VisibleText.line(typed.getOrDefault(name, ""));
    }
}
