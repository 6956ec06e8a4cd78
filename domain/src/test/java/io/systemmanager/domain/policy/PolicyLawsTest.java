package io.systemmanager.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.admission.Admission;
import io.systemmanager.domain.admission.Gate;
import io.systemmanager.domain.admission.OwnThings;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.risk.Risk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds for every policy and every call: 6,000 of each, from fixed seeds. */
class PolicyLawsTest {
    private static final int CASES = 6_000;

    @Test
    void theStrictestWinsWhateverTheOrderOfTheRules() {
        for (long seed = 0; seed < CASES; seed++) {
            var random = new RandomPolicies(seed);
            var rules = new ArrayList<>(random.rules());
            var facts = random.facts();
            var verdict = RandomPolicies.ruleSet(rules).judge(facts).verdict();
            Collections.shuffle(rules, new Random(seed));
            assertThat(RandomPolicies.ruleSet(rules).judge(facts).verdict())
                    .as("seed %d", seed)
                    .isEqualTo(verdict);
        }
    }

    @Test
    void theVerdictIsTheStrictestOfTheRulesNamedAsMatching() {
        for (long seed = 0; seed < CASES; seed++) {
            var random = new RandomPolicies(seed);
            var rules = random.rules();
            var decision = RandomPolicies.ruleSet(rules).judge(random.facts());
            var effects =
                    rules.stream()
                            .filter(rule -> decision.matched().contains(rule.id()))
                            .map(Rule::effect)
                            .toList();
            assertThat(decision.verdict()).as("seed %d", seed).isEqualTo(byHand(effects));
        }
    }

    @Test
    void aFurtherDenialNeverWidens() {
        for (long seed = 0; seed < CASES; seed++) {
            var random = new RandomPolicies(seed);
            var rules = new ArrayList<>(random.rules());
            var facts = random.facts();
            var before = RandomPolicies.ruleSet(rules).judge(facts).verdict();
            rules.add(random.rule("denial", new Verdict.Deny()));
            var after = RandomPolicies.ruleSet(rules).judge(facts).verdict();
            assertThat(after).as("seed %d", seed).isIn(before, new Verdict.Deny());
        }
    }

    /** Few rules and many, so that the index by operation holds none, some and all of them. */
    @Test
    void aCallIsJudgedAsReadingTheRulesOneByOneWould() {
        for (long seed = 0; seed < CASES; seed++) {
            var random = new RandomPolicies(seed);
            var rules = random.rules((int) (seed % 40));
            var policy = RandomPolicies.ruleSet(rules);
            for (int call = 0; call < 4; call++) {
                var facts = random.facts();
                var byHand = ReferenceJudge.judge(rules, facts);
                assertThat(policy.judge(facts)).as("seed %d", seed).isEqualTo(byHand);
                assertThat(policy.explain(facts).decision()).as("seed %d", seed).isEqualTo(byHand);
            }
        }
    }

    @Test
    void anExplanationCarriesTheDecisionItself() {
        for (long seed = 0; seed < CASES; seed++) {
            var random = new RandomPolicies(seed);
            var policy = RandomPolicies.ruleSet(random.rules());
            var facts = random.facts();
            var explanation = policy.explain(facts);
            assertThat(explanation.decision()).as("seed %d", seed).isEqualTo(policy.judge(facts));
            assertThat(explanation.rules())
                    .filteredOn(Explanation.RuleTrace::matched)
                    .extracting(Explanation.RuleTrace::rule)
                    .isEqualTo(explanation.decision().matched());
        }
    }

    @Test
    void whatIsCriticalIsNeverAllowedOutright() {
        for (long seed = 0; seed < CASES; seed++) {
            var random = new RandomPolicies(seed);
            var policy = RandomPolicies.ruleSet(random.rules());
            var facts = random.facts();
            var critical =
                    new Facts(
                            facts.subject(),
                            facts.roles(),
                            facts.operation(),
                            Risk.CRITICAL,
                            facts.target());
            assertThat(policy.judge(critical).verdict())
                    .as("seed %d", seed)
                    .isNotInstanceOf(Verdict.Allow.class);
        }
    }

    /** Whatever labels, and behind an id whatever name, a container turns out to have. */
    @Test
    void anUnresolvedTargetIsJudgedAtLeastAsStrictlyAsAnyContainerItMayBe() {
        for (long seed = 0; seed < CASES; seed++) {
            var random = new RandomPolicies(seed);
            var policy = RandomPolicies.ruleSet(random.rules());
            var facts = random.facts();
            var asked = new ContainerRef(random.name());
            var unresolved = new Target.UnresolvedContainer(RandomPolicies.HOST, asked);
            var name = asked.value().equals("cafe") ? random.name() : asked.value();
            var verdict = policy.judge(on(facts, unresolved)).verdict();
            var resolved = policy.judge(on(facts, random.container(name))).verdict();
            assertThat(Policies.strictest(List.of(verdict, resolved)))
                    .as("seed %d: %s may be %s", seed, asked, name)
                    .isEqualTo(verdict);
        }
    }

    /** Whoever asks, whatever the policy, and by whichever way the container is the server's. */
    @Test
    void noPolicyAllowsAChangeOfWhatBelongsToTheServer() {
        for (long seed = 0; seed < CASES; seed++) {
            var random = new RandomPolicies(seed);
            var policy = RandomPolicies.ruleSet(random.rules());
            var caller = random.caller();
            var target = random.writing(random.name(), "/var/lib/systemmanager/keys", "/x");
            for (var own : RandomPolicies.ownersOf(target)) {
                var gate = new Gate(() -> policy, () -> own);
                for (var action : LifecycleAction.values()) {
                    var change = new ChangeContainerState(target.asked(), action, Duration.ZERO);
                    var admission = gate.admit(caller, change, target);
                    assertThat(admission).as("seed %d", seed).isInstanceOf(Admission.Refused.class);
                    if (gate.missingScope(caller, Declaration.CONTAINERS_LIFECYCLE).isEmpty()) {
                        assertThat(admission.decision().rule()).isEqualTo(OwnThings.RULE);
                        assertThat(gate.explain(caller, change, target).decision())
                                .isEqualTo(admission.decision());
                    }
                }
            }
        }
    }

    @Test
    void theRandomPoliciesReachEveryVerdict() {
        Map<String, Integer> seen = new HashMap<>();
        for (long seed = 0; seed < CASES; seed++) {
            var random = new RandomPolicies(seed);
            var policy = RandomPolicies.ruleSet(random.rules());
            seen.merge(policy.judge(random.facts()).verdict().wireName(), 1, Integer::sum);
        }
        assertThat(seen).containsOnlyKeys("allow", "approve", "deny");
        assertThat(seen.values()).allMatch(count -> count > 300);
    }

    private static Facts on(Facts facts, Target target) {
        return new Facts(facts.subject(), facts.roles(), facts.operation(), facts.risk(), target);
    }

    private static Verdict byHand(List<Verdict> effects) {
        if (effects.isEmpty() || effects.contains(new Verdict.Deny())) {
            return new Verdict.Deny();
        }
        Map<String, Integer> slots =
                effects.stream()
                        .filter(Verdict.Approve.class::isInstance)
                        .flatMap(effect -> ((Verdict.Approve) effect).slots().stream())
                        .collect(Collectors.toMap(Slot::role, Slot::count, Integer::max));
        return slots.isEmpty()
                ? new Verdict.Allow()
                : new Verdict.Approve(
                        slots.entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(slot -> new Slot(slot.getKey(), slot.getValue()))
                                .toList());
    }
}
