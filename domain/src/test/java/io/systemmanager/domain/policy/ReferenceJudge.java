package io.systemmanager.domain.policy;

import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.risk.Risk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The rules of {@code docs/reference/policy.md} read plainly, one rule after the other and with
 * patterns by {@link ReferenceGlob}: right, and slow.
 */
final class ReferenceJudge {

    private enum Answer {
        YES,
        MAYBE,
        NO
    }

    private ReferenceJudge() {}

    static Decision judge(List<Rule> rules, Facts facts) {
        boolean permitted =
                rules.stream()
                        .anyMatch(rule ->
                                !(rule.effect() instanceof Verdict.Deny)
                                        && speaks(rule, facts) == Answer.YES);
        var counting = new ArrayList<Rule>();
        for (var rule : rules) {
            boolean stricter =
                    rule.effect() instanceof Verdict.Deny
                            || (rule.effect() instanceof Verdict.Approve && permitted);
            var answer = speaks(rule, facts);
            if (answer == Answer.YES || (answer == Answer.MAYBE && stricter)) {
                counting.add(rule);
            }
        }
        var verdict = Policies.strictest(counting.stream().map(Rule::effect).toList());
        var decider =
                counting.stream()
                        .filter(rule -> rule.effect().wireName().equals(verdict.wireName()))
                        .map(Rule::id)
                        .findFirst()
                        .orElse("default");
        return new Decision(
                verdict, decider, counting.stream().map(Rule::id).toList(), "sha256:test");
    }

    private static Answer speaks(Rule rule, Facts facts) {
        var roles = rule.who().roles();
        var subjects = rule.who().subjects();
        boolean speaks =
                (roles.isEmpty() || facts.roles().stream().anyMatch(roles::contains))
                        && (subjects.isEmpty() || any(subjects, facts.subject().value(), '\0'))
                        && any(rule.operations(), facts.operation().value(), '.')
                        && (rule.risks().isEmpty() || rule.risks().contains(facts.risk()))
                        && (!(rule.effect() instanceof Verdict.Allow) || mayAllow(rule, facts));
        if (!speaks) {
            return Answer.NO;
        }
        return rule.targets().stream()
                .map(pattern -> isAt(pattern, facts.target()))
                .min(Comparator.naturalOrder())
                .orElse(Answer.YES);
    }

    private static boolean mayAllow(Rule rule, Facts facts) {
        return facts.risk() == Risk.READ
                || facts.risk() == Risk.LOW
                || (facts.risk() == Risk.HIGH && rule.flags().contains(Rule.Flag.OVERRIDE_RISK));
    }

    private static Answer isAt(TargetPattern pattern, Target target) {
        if (!(pattern instanceof TargetPattern.Container(var names, var labels))) {
            return Answer.NO;
        }
        return switch (target) {
            case Target.Host _ -> Answer.NO;
            case Target.Container container -> {
                boolean named = names.isEmpty() || any(names, container.name(), '\0');
                boolean labelled =
                        labels.entrySet().stream()
                                .allMatch(label ->
                                        container.labels().containsKey(label.getKey())
                                                && any(
                                                        label.getValue(),
                                                        container.labels().get(label.getKey()),
                                                        '\0'));
                yield named && labelled ? Answer.YES : Answer.NO;
            }
            case Target.UnresolvedContainer(_, var asked) -> {
                boolean anyName = names.isEmpty() || names.stream().anyMatch(Glob::matchesAnything);
                boolean mayBeAnId =
                        asked.value().chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0);
                boolean named = anyName || any(names, asked.value(), '\0');
                if (!named && !mayBeAnId) {
                    yield Answer.NO;
                }
                boolean certain = labels.isEmpty() && (anyName || !mayBeAnId);
                yield certain ? Answer.YES : Answer.MAYBE;
            }
        };
    }

    private static boolean any(List<Glob> patterns, String text, char separator) {
        return patterns.stream()
                .anyMatch(glob -> ReferenceGlob.matches(glob.toString(), text, separator));
    }
}
