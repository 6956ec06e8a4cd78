package io.systemmanager.ops.policy;

import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.policy.PolicyTest;
import io.systemmanager.domain.policy.Rule;
import io.systemmanager.domain.policy.RuleSet;
import io.systemmanager.domain.policy.TargetPattern;
import io.systemmanager.domain.policy.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Judges the calls that a ledger records by two policies. An entry holds no labels, so whether a
 * rule about labels matched is known only where the entry was judged by one of the two policies,
 * whose matching rules it names, and for rules of the other that ask the same. A call that hangs on
 * any other is counted and not judged: the truth may be either way.
 *
 * <p>Scopes are taken as they were then: what the credential carried, the call shows; what a role
 * grants is looked up in each policy. For one thread.
 */
public final class Replay {
    private final RuleSet before;
    private final RuleSet after;
    private final Map<RecordedCall, Seen> calls = new LinkedHashMap<>();
    private int refusedBefore;

    public Replay(RuleSet before, RuleSet after) {
        this.before = before;
        this.after = after;
    }

    /** How often a call was made, and where it stands last. */
    private record Seen(int times, long last) {}

    /**
     * Equal calls, and what becomes of them before and after.
     *
     * @param call in words
     * @param times how often it was made
     * @param last the index of the last entry about it
     */
    public record Change(String call, int times, long last, Decision before, Decision after) {}

    /**
     * What came of it.
     *
     * @param judged how many calls were judged by both
     * @param changes those that are judged differently, the most frequent first
     * @param unknown how many hang on what entries do not hold
     * @param refusedBefore how many were refused before a policy was asked
     */
    public record Result(int judged, List<Change> changes, int unknown, int refusedBefore) {
        public Result {
            changes = List.copyOf(changes);
        }
    }

    /** Takes an entry, one of a call or any other. */
    public void add(long seq, String entry) {
        switch (RecordedCall.of(entry)) {
            case RecordedCall.Found.Call(var call) ->
                    calls.merge(call, new Seen(1, seq), Replay::together);
            case RecordedCall.Found.RefusedBefore() -> refusedBefore++;
            case RecordedCall.Found.Nothing() -> {}
        }
    }

    private static Seen together(Seen one, Seen other) {
        return new Seen(one.times() + other.times(), Math.max(one.last(), other.last()));
    }

    /** Judges what was taken. */
    public Result result() {
        int judged = 0;
        int unknown = 0;
        var changes = new ArrayList<Change>();
        for (var each : calls.entrySet()) {
            var seen = each.getValue();
            var old = judge(before, each.getKey());
            var now = judge(after, each.getKey());
            if (old.isEmpty() || now.isEmpty()) {
                unknown += seen.times();
                continue;
            }
            judged += seen.times();
            if (!old.get().verdict().equals(now.get().verdict())) {
                var call = each.getKey().toString();
                changes.add(new Change(call, seen.times(), seen.last(), old.get(), now.get()));
            }
        }
        changes.sort(Comparator.comparingInt(Change::times).reversed());
        return new Result(judged, changes, unknown, refusedBefore);
    }

    /** Empty where it hangs on what is not known. */
    private Optional<Decision> judge(RuleSet policy, RecordedCall call) {
        var rules = policy.rules().stream().flatMap(rule -> asFarAsKnown(rule, call)).toList();
        var known =
                new RuleSet(policy.revision(), policy.roles(), policy.times(), rules, List.of());
        var facts = call.facts();
        boolean sure =
                known.explain(facts).rules().stream()
                        .noneMatch(trace -> trace.why().equals("target not resolved"));
        var tool = OperationNames.named(call.operation().value()).tool();
        var asked = new PolicyTest(facts, tool, Set.of(Scope.values()), "allow", Optional.empty());
        return sure ? Optional.of(known.judge(asked)) : Optional.empty();
    }

    /** The rule without its targets where it is known to match, none where it is known not to. */
    private Stream<Rule> asFarAsKnown(Rule rule, RecordedCall call) {
        if (rule.targets().isEmpty()) {
            return Stream.of(rule);
        }
        return Stream.of(before, after)
                .filter(policy -> policy.revision().equals(call.revision()))
                .flatMap(policy -> policy.rules().stream())
                .filter(other -> asksTheSame(rule, other))
                .findFirst()
                .map(other ->
                        call.matched().contains(other.id())
                                ? Stream.of(with(rule, List.of()))
                                : Stream.<Rule>empty())
                .orElseGet(() -> call.named() ? asFarAsNamed(rule, call) : Stream.of(rule));
    }

    /** What is left to ask of a rule about a container whose name is certain: its labels. */
    private static Stream<Rule> asFarAsNamed(Rule rule, RecordedCall call) {
        var name = call.container().orElseThrow().value();
        var left =
                rule.targets().stream()
                        .filter(TargetPattern.Container.class::isInstance)
                        .map(TargetPattern.Container.class::cast)
                        .filter(pattern -> covers(pattern, name))
                        .toList();
        if (left.isEmpty()) {
            return Stream.empty();
        }
        return Stream.of(
                left.stream().anyMatch(pattern -> pattern.labels().isEmpty())
                        ? with(rule, List.of())
                        : with(rule, left.stream().map(Replay::ofAnyName).toList()));
    }

    private static boolean covers(TargetPattern.Container pattern, String name) {
        return pattern.names().isEmpty()
                || pattern.names().stream().anyMatch(glob -> glob.matches(name));
    }

    private static TargetPattern ofAnyName(TargetPattern.Container pattern) {
        return new TargetPattern.Container(List.of(), pattern.labels());
    }

    /** Which risks a rule reaches depends on whether it allows. */
    private static boolean asksTheSame(Rule one, Rule other) {
        return one.who().equals(other.who())
                && one.operations().equals(other.operations())
                && one.targets().equals(other.targets())
                && one.risks().equals(other.risks())
                && one.flags().equals(other.flags())
                && one.effect() instanceof Verdict.Allow == other.effect() instanceof Verdict.Allow;
    }

    private static Rule with(Rule rule, List<TargetPattern> targets) {
        return new Rule(
                rule.id(),
                rule.who(),
                rule.operations(),
                targets,
                rule.risks(),
                rule.effect(),
                rule.flags());
    }
}
