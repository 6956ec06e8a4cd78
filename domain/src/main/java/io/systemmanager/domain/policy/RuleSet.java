package io.systemmanager.domain.policy;

import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A policy made of rules. What no rule speaks about is denied.
 *
 * @param revision SHA-256 of the file's bytes, {@code sha256:} and hex
 * @param roles by name
 * @param times how long approvals last
 * @param rules in the file's order, which decides nothing but which of several equally strict rules
 *     is named
 * @param tests what the policy's author expects of it; see {@link #failingTests}
 */
public record RuleSet(
        String revision,
        Map<String, Role> roles,
        ApprovalTimes times,
        List<Rule> rules,
        List<PolicyTest> tests)
        implements Policy {

    private static final String BY_DEFAULT = "default";
    private static final String BY_SCOPE = "scope";

    /**
     * @throws IllegalArgumentException when two rules share an id, or a rule names a role that does
     *     not exist or cannot approve
     */
    public RuleSet {
        roles = Map.copyOf(roles);
        rules = List.copyOf(rules);
        tests = List.copyOf(tests);
        var ids = new HashSet<String>();
        for (Rule rule : rules) {
            if (!ids.add(rule.id())) {
                throw new IllegalArgumentException("two rules have the id " + rule.id());
            }
            checkRoles(rule, roles);
        }
    }

    @Override
    public Decision judge(Question question) {
        return judge(Facts.of(question));
    }

    /** The verdict on these facts; the caller's scopes are not looked at. */
    public Decision judge(Facts facts) {
        return decide(matches(facts));
    }

    @Override
    public Explanation explain(Question question) {
        return explain(Facts.of(question));
    }

    /** The same decision as {@link #judge(Facts)}, with the reason of each rule. */
    public Explanation explain(Facts facts) {
        var matches = matches(facts);
        boolean granted = granted(matches);
        var traces = new ArrayList<Explanation.RuleTrace>();
        for (int i = 0; i < rules.size(); i++) {
            var rule = rules.get(i);
            var match = matches.get(i);
            traces.add(
                    new Explanation.RuleTrace(
                            rule.id(),
                            rule.effect().wireName(),
                            counts(rule, match, granted),
                            match.why()));
        }
        return new Explanation(decide(matches), traces);
    }

    @Override
    public Set<Scope> grantedScopes(Caller.Agent caller) {
        return granted(caller.scopes(), caller.roles());
    }

    /** The tests of {@link #tests} that do not hold; empty when all do. */
    public List<PolicyTest.Failure> failingTests() {
        var failures = new ArrayList<PolicyTest.Failure>();
        for (int i = 0; i < tests.size(); i++) {
            var test = tests.get(i);
            var decision = decide(test);
            if (!test.holds(decision)) {
                failures.add(
                        new PolicyTest.Failure(
                                i, test, decision.verdict().wireName(), decision.rule()));
            }
        }
        return List.copyOf(failures);
    }

    private Decision decide(PolicyTest test) {
        var granted = granted(test.carried(), test.facts().roles());
        return test.tool().scope().map(granted::contains).orElse(true)
                ? judge(test.facts())
                : new Decision(new Verdict.Deny(), BY_SCOPE, List.of(), revision);
    }

    private Set<Scope> granted(Set<Scope> carried, Set<String> ofRoles) {
        var scopes = EnumSet.noneOf(Scope.class);
        for (String name : ofRoles) {
            var role = roles.get(name);
            if (role != null) {
                scopes.addAll(role.scopes());
            }
        }
        scopes.retainAll(carried);
        return Collections.unmodifiableSet(scopes);
    }

    /** How each rule matches, in their order: the one evaluation behind every answer. */
    private List<Match> matches(Facts facts) {
        var matches = new ArrayList<Match>(rules.size());
        for (Rule rule : rules) {
            matches.add(rule.of(facts));
        }
        return matches;
    }

    private Decision decide(List<Match> matches) {
        boolean granted = granted(matches);
        var counting = new ArrayList<Rule>();
        for (int i = 0; i < rules.size(); i++) {
            if (counts(rules.get(i), matches.get(i), granted)) {
                counting.add(rules.get(i));
            }
        }
        var verdict = Policies.strictest(counting.stream().map(Rule::effect).toList());
        var decider =
                counting.stream()
                        .filter(rule -> rule.effect().getClass() == verdict.getClass())
                        .findFirst()
                        .map(Rule::id)
                        .orElse(BY_DEFAULT);
        return new Decision(verdict, decider, counting.stream().map(Rule::id).toList(), revision);
    }

    /** Whether some rule that permits, outright or with approval, matches for certain. */
    private boolean granted(List<Match> matches) {
        for (int i = 0; i < rules.size(); i++) {
            if (matches.get(i) == Match.YES && !(rules.get(i).effect() instanceof Verdict.Deny)) {
                return true;
            }
        }
        return false;
    }

    /** A rule of which we are unsure can only make the answer stricter. */
    private static boolean counts(Rule rule, Match match, boolean granted) {
        return switch (match) {
            case YES -> true;
            case UNSURE ->
                    switch (rule.effect()) {
                        case Verdict.Allow _ -> false;
                        case Verdict.Approve _ -> granted;
                        case Verdict.Deny _ -> true;
                    };
            case WHO, OPS, RISK, TARGETS -> false;
        };
    }

    private static void checkRoles(Rule rule, Map<String, Role> roles) {
        if (!roles.keySet().containsAll(rule.who().roles())) {
            throw new IllegalArgumentException("rule " + rule.id() + " names an unknown role");
        }
        if (rule.effect() instanceof Verdict.Approve(var slots)) {
            for (Slot slot : slots) {
                var role = roles.get(slot.role());
                if (role == null || !role.approver()) {
                    throw new IllegalArgumentException(
                            "rule " + rule.id() + " asks a role that cannot approve");
                }
            }
        }
    }
}
