package io.systemmanager.domain.policy;

import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.operation.OperationName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A policy made of rules. What no rule speaks about is denied. Immutable and thread-safe; a call is
 * judged by looking only at the rules that speak about its operation, and once at what several say.
 */
public final class RuleSet implements Policy {
    private static final String BY_SCOPE = "scope";

    private final String revision;
    private final Map<String, Role> roles;
    private final ApprovalTimes times;
    private final List<Rule> rules;
    private final List<PolicyTest> tests;
    private final List<Verdict> effects;
    private final Clauses clauses = new Clauses();
    private final RuleMatcher[] matchers;
    private final Map<String, RuleMatcher[]> byOperation;

    /**
     * Takes the rules in the file's order, which decides nothing but which of several equally
     * strict rules is named.
     *
     * @param revision SHA-256 of the file's bytes, {@code sha256:} and hex
     * @param roles by name
     * @param times how long approvals last
     * @param tests what the policy's author expects of it; see {@link #failingTests}
     * @throws IllegalArgumentException when two rules share an id, or a rule names a role that does
     *     not exist or cannot approve
     */
    public RuleSet(
            String revision,
            Map<String, Role> roles,
            ApprovalTimes times,
            List<Rule> rules,
            List<PolicyTest> tests) {
        this.revision = revision;
        this.roles = Map.copyOf(roles);
        this.times = times;
        this.rules = List.copyOf(rules);
        this.tests = List.copyOf(tests);
        var ids = new HashSet<String>();
        for (Rule rule : rules) {
            if (!ids.add(rule.id())) {
                throw new IllegalArgumentException("two rules have the id " + rule.id());
            }
            checkRoles(rule, roles);
        }
        this.effects = this.rules.stream().map(Rule::effect).distinct().toList();
        this.matchers =
                this.rules.stream()
                        .map(rule -> new RuleMatcher(rule, effects, clauses))
                        .toArray(RuleMatcher[]::new);
        this.byOperation = byOperation(matchers);
    }

    @Override
    public String revision() {
        return revision;
    }

    /** By name. */
    public Map<String, Role> roles() {
        return roles;
    }

    @Override
    public ApprovalTimes times() {
        return times;
    }

    /** In the file's order. */
    public List<Rule> rules() {
        return rules;
    }

    /** In the file's order. */
    public List<PolicyTest> tests() {
        return tests;
    }

    @Override
    public Decision judge(Question question) {
        return judge(Facts.of(question));
    }

    /** The verdict on these facts; the caller's scopes are not looked at. */
    public Decision judge(Facts facts) {
        var speaking = speakingOf(facts.operation());
        var call = new Matching(clauses, facts);
        var matches = new Match[speaking.length];
        for (int i = 0; i < matches.length; i++) {
            matches[i] = speaking[i].whereItSpeaks(call);
        }
        return decide(speaking, matches);
    }

    @Override
    public Explanation explain(Question question) {
        return explain(Facts.of(question));
    }

    /** The same decision as {@link #judge(Facts)}, with the reason of each rule. */
    public Explanation explain(Facts facts) {
        var call = new Matching(clauses, facts);
        var matches = new Match[matchers.length];
        for (int i = 0; i < matches.length; i++) {
            matches[i] = matchers[i].of(call);
        }
        return new Explanation(decide(matchers, matches), traces(matches));
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
            var decision = judge(test);
            if (!test.holds(decision)) {
                failures.add(
                        new PolicyTest.Failure(
                                i, test, decision.verdict().wireName(), decision.rule()));
            }
        }
        return List.copyOf(failures);
    }

    /** What a call of that caller would come to, its scopes looked at first as at every call. */
    public Decision judge(PolicyTest test) {
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

    private List<Explanation.RuleTrace> traces(Match[] matches) {
        boolean granted = granted(matchers, matches);
        var traces = new ArrayList<Explanation.RuleTrace>();
        for (int i = 0; i < matches.length; i++) {
            traces.add(
                    new Explanation.RuleTrace(
                            matchers[i].id(),
                            rules.get(i).effect().wireName(),
                            matchers[i].counts(matches[i], granted),
                            matches[i].why()));
        }
        return traces;
    }

    /** For every operation that the server has, the rules that speak about it. */
    private static Map<String, RuleMatcher[]> byOperation(RuleMatcher[] all) {
        var index = new HashMap<String, RuleMatcher[]>();
        for (Declaration tool : Declaration.values()) {
            for (OperationName name : tool.names()) {
                index.put(name.value(), speakingOf(all, name));
            }
        }
        return Map.copyOf(index);
    }

    private static RuleMatcher[] speakingOf(RuleMatcher[] all, OperationName operation) {
        return Arrays.stream(all)
                .filter(matcher -> matcher.speaksOf(operation))
                .toArray(RuleMatcher[]::new);
    }

    private RuleMatcher[] speakingOf(OperationName operation) {
        var indexed = byOperation.get(operation.value());
        return indexed != null ? indexed : speakingOf(matchers, operation);
    }

    private Decision decide(RuleMatcher[] judged, Match[] matches) {
        boolean granted = granted(judged, matches);
        var tally = new Tally(effects);
        for (int i = 0; i < matches.length; i++) {
            if (judged[i].counts(matches[i], granted)) {
                tally.count(judged[i]);
            }
        }
        return tally.decision(revision);
    }

    private static boolean granted(RuleMatcher[] judged, Match[] matches) {
        for (int i = 0; i < matches.length; i++) {
            if (matches[i] == Match.YES && judged[i].permits()) {
                return true;
            }
        }
        return false;
    }

    private static void checkRoles(Rule rule, Map<String, Role> roles) {
        if (!roles.keySet().containsAll(rule.who().roles())) {
            throw new IllegalArgumentException("rule " + rule.id() + " names an unknown role");
        }
        if (rule.effect() instanceof Verdict.Approve(var slots, _)) {
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
