package io.systemmanager.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.policy.Rule.Flag;
import io.systemmanager.domain.risk.Risk;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleSetTest {
    private static final Verdict ALLOW = new Verdict.Allow();
    private static final Verdict DENY = new Verdict.Deny();
    private static final Verdict OPERATOR = approve(new Slot("operator", 1));
    private static final List<TargetPattern> WEB = container(List.of("web-*"), Map.of());
    private static final List<TargetPattern> PROTECTED =
            container(List.of(), Map.of("protect", List.of(Glob.ofName("*"))));

    @Test
    void withoutARuleTheAnswerIsNo() {
        var decision = policy().judge(on(RandomPolicies.container("web-1", Map.of())));
        assertThat(decision).isEqualTo(new Decision(DENY, "default", List.of(), "sha256:test"));
    }

    @Test
    void theFirstOfEquallyStrictRulesIsNamedAndAllThatMatchAreListed() {
        var policy = policy(rule("a", ALLOW), rule("b", OPERATOR), rule("c", OPERATOR));
        var decision = policy.judge(on(RandomPolicies.container("web-1", Map.of())));
        assertThat(decision.rule()).isEqualTo("b");
        assertThat(decision.matched()).containsExactly("a", "b", "c");
    }

    @Test
    void approvalsAreJoinedWithTheHighestCountOfEachRole() {
        var one = approve(new Slot("operator", 2), new Slot("security", 1));
        var other = approve(new Slot("operator", 1), new Slot("security", 3));
        assertThat(Policies.strictest(List.of(ALLOW, one, other)))
                .isEqualTo(approve(new Slot("operator", 2), new Slot("security", 3)));
        assertThat(Policies.strictest(List.of(one, DENY))).isEqualTo(DENY);
        assertThat(Policies.strictest(List.of())).isEqualTo(DENY);
    }

    @Test
    void aQuestionIsJudgedByItsOperationAndCaller() {
        var policy =
                policy(
                        new Rule(
                                "r",
                                dev(),
                                ops("containers_lifecycle.stop"),
                                WEB,
                                Set.of(Risk.LOW),
                                ALLOW,
                                Set.of()));
        var target = RandomPolicies.container("web-1", Map.of());
        assertThat(policy.judge(question(LifecycleAction.STOP, target)).verdict()).isEqualTo(ALLOW);
        assertThat(policy.judge(question(LifecycleAction.START, target)).verdict()).isEqualTo(DENY);
        assertThat(policy.explain(question(LifecycleAction.START, target)).rules())
                .containsExactly(new Explanation.RuleTrace("r", "allow", false, "ops"));
    }

    @Test
    void anExplanationNamesTheFirstAttributeThatDoesNotMatch() {
        var ops = ops("containers_lifecycle.*");
        var agents = new Who(Set.of("ops"), List.of());
        var policy =
                policy(
                        new Rule("who", agents, ops, List.of(), Set.of(), ALLOW, Set.of()),
                        new Rule("ops", Who.ANYONE, ops("*"), List.of(), Set.of(), ALLOW, Set.of()),
                        new Rule(
                                "risk",
                                Who.ANYONE,
                                ops,
                                List.of(),
                                Set.of(Risk.READ),
                                ALLOW,
                                Set.of()),
                        new Rule("targets", Who.ANYONE, ops, PROTECTED, Set.of(), ALLOW, Set.of()),
                        rule("all", ALLOW));
        assertThat(policy.explain(on(RandomPolicies.container("web-1", Map.of()))).rules())
                .extracting(Explanation.RuleTrace::why)
                .containsExactly("who", "ops", "risk", "targets", "");
    }

    @Test
    void aRoleAndASubjectMustBothMatch() {
        var who = new Who(Set.of("dev"), List.of(Glob.ofName("agent:ci-*")));
        var policy = policy(new Rule("r", who, ops("**"), List.of(), Set.of(), ALLOW, Set.of()));
        assertThat(policy.judge(facts("agent:ci-1", Set.of("dev"))).verdict()).isEqualTo(ALLOW);
        assertThat(policy.judge(facts("agent:ci-1", Set.of("ops"))).verdict()).isEqualTo(DENY);
        assertThat(policy.judge(facts("agent:desk", Set.of("dev"))).verdict()).isEqualTo(DENY);
    }

    @Test
    void anAllowReachesHighRiskOnlyByOverrideAndCriticalNever() {
        assertThat(policy(rule("r", ALLOW)).judge(rated(Risk.LOW)).verdict()).isEqualTo(ALLOW);
        assertThat(policy(rule("r", ALLOW)).judge(rated(Risk.HIGH)).verdict()).isEqualTo(DENY);
        var override =
                new Rule(
                        "o",
                        Who.ANYONE,
                        ops("**"),
                        List.of(),
                        Set.of(Risk.HIGH),
                        ALLOW,
                        Set.of(Flag.OVERRIDE_RISK));
        assertThat(policy(override).judge(rated(Risk.HIGH)).verdict()).isEqualTo(ALLOW);
        assertThat(policy(override).judge(rated(Risk.CRITICAL)).verdict()).isEqualTo(DENY);
        assertThat(policy(override).judge(rated(Risk.LOW)).verdict()).isEqualTo(DENY);
    }

    @Test
    void aTargetRuleMatchesByNameAndLabelsAndNeverTheHost() {
        var policy =
                policy(
                        where(
                                "r",
                                container(
                                        List.of("web-*"),
                                        Map.of(
                                                "env",
                                                List.of(Glob.ofName("prod"), Glob.ofName("st*")))),
                                ALLOW));
        assertThat(
                        policy.judge(on(RandomPolicies.container("web-1", Map.of("env", "stage"))))
                                .verdict())
                .isEqualTo(ALLOW);
        assertThat(
                        policy.judge(on(RandomPolicies.container("web-1", Map.of("env", "test"))))
                                .verdict())
                .isEqualTo(DENY);
        assertThat(policy.judge(on(RandomPolicies.container("web-1", Map.of()))).verdict())
                .isEqualTo(DENY);
        assertThat(
                        policy.judge(on(RandomPolicies.container("db", Map.of("env", "prod"))))
                                .verdict())
                .isEqualTo(DENY);
        assertThat(policy.judge(on(new Target.Host(RandomPolicies.HOST))).verdict())
                .isEqualTo(DENY);
    }

    @Test
    void aRuleForPathsMatchesNoContainer() {
        List<TargetPattern> paths = List.of(new TargetPattern.Paths(List.of(Glob.ofPath("/**"))));
        var policy = policy(rule("all", ALLOW), where("keys", paths, DENY));
        assertThat(policy.judge(on(RandomPolicies.container("web-1", Map.of()))).verdict())
                .isEqualTo(ALLOW);
        assertThat(policy.judge(on(unresolved("web-1"))).verdict()).isEqualTo(ALLOW);
    }

    @Test
    void aRuleWithSeveralKindsOfTargetMatchesByOneOfThem() {
        var both = List.of(WEB.getFirst(), new TargetPattern.Paths(List.of(Glob.ofPath("/**"))));
        var web = on(RandomPolicies.container("web-1", Map.of()));
        assertThat(policy(where("r", both, ALLOW)).judge(web).verdict()).isEqualTo(ALLOW);
        assertThat(policy(where("r", both.reversed(), ALLOW)).judge(web).verdict())
                .isEqualTo(ALLOW);
    }

    @Test
    void whatIsNotResolvedIsRefusedWhereALabelMightForbidIt() {
        var policy = policy(rule("all", ALLOW), where("protected", PROTECTED, DENY));
        assertThat(policy.judge(on(unresolved("web-1"))).rule()).isEqualTo("protected");
        assertThat(policy.explain(on(unresolved("web-1"))).rules().getLast())
                .isEqualTo(
                        new Explanation.RuleTrace(
                                "protected", "deny", true, "target not resolved"));
    }

    @Test
    void whatIsNotResolvedIsNotAllowedByALabelItMayLack() {
        assertThat(policy(where("r", PROTECTED, ALLOW)).judge(on(unresolved("web-1"))).verdict())
                .isEqualTo(DENY);
        assertThat(policy(where("r", PROTECTED, OPERATOR)).judge(on(unresolved("web-1"))).verdict())
                .isEqualTo(DENY);
        assertThat(
                        policy(rule("all", ALLOW), where("r", PROTECTED, OPERATOR))
                                .judge(on(unresolved("web-1")))
                                .verdict())
                .isEqualTo(OPERATOR);
    }

    @Test
    void whatIsNotResolvedMatchesByNameUnlessItMayBeAnId() {
        var policy =
                policy(rule("all", ALLOW), where("db", container(List.of("db"), Map.of()), DENY));
        assertThat(policy.judge(on(unresolved("db"))).verdict()).isEqualTo(DENY);
        assertThat(policy.judge(on(unresolved("web"))).verdict()).isEqualTo(ALLOW);
        assertThat(policy.judge(on(unresolved("3fa9c2"))).verdict()).isEqualTo(DENY);
        assertThat(policy(where("web", WEB, ALLOW)).judge(on(unresolved("web-1"))).verdict())
                .isEqualTo(ALLOW);
    }

    @Test
    void aCallerHasTheScopesThatItsTokenAndOneOfItsRolesGrant() {
        var policy = policy();
        assertThat(
                        policy.grantedScopes(
                                agent(Set.of(Scope.DOCKER_READ, Scope.FILES_READ), Set.of("ops"))))
                .containsExactly(Scope.DOCKER_READ);
        assertThat(policy.grantedScopes(agent(Set.of(Scope.values()), Set.of("dev", "ops"))))
                .containsExactlyInAnyOrder(Scope.DOCKER_READ, Scope.DOCKER_OPERATE);
        assertThat(
                        policy.grantedScopes(
                                agent(Set.of(Scope.values()), Set.of("unknown", "operator"))))
                .isEmpty();
    }

    @Test
    void aPolicysOwnTestsAreJudgedWithScopeAndRule() {
        var facts = on(RandomPolicies.container("web-1", Map.of()));
        var tests =
                List.of(
                        test(facts, Set.of(Scope.values()), "deny", Optional.of("scope")),
                        test(facts, Set.of(Scope.values()), "allow", Optional.empty()));
        var rules = List.of(rule("all", ALLOW));
        var policy =
                new RuleSet(
                        "sha256:test", RandomPolicies.ROLES, ApprovalTimes.STANDARD, rules, tests);
        assertThat(policy.failingTests())
                .containsExactly(new PolicyTest.Failure(1, tests.get(1), "deny", "scope"));
    }

    @Test
    void aRuleThatContradictsItselfIsNotMade() {
        refused(() -> new Rule("r", Who.ANYONE, List.of(), List.of(), Set.of(), ALLOW, Set.of()));
        refused(() -> rule("scope", ALLOW));
        refused(() -> rule("A", ALLOW));
        refused(() -> risky(ALLOW, Set.of(Risk.CRITICAL), Set.of()));
        refused(() -> risky(ALLOW, Set.of(Risk.HIGH), Set.of()));
        refused(() -> risky(ALLOW, Set.of(Risk.HIGH, Risk.CRITICAL), Set.of(Flag.OVERRIDE_RISK)));
        refused(() -> risky(DENY, Set.of(Risk.HIGH), Set.of(Flag.OVERRIDE_RISK)));
        refused(() -> policy(rule("a", ALLOW), rule("a", DENY)));
        refused(() -> policy(rule("a", approve(new Slot("dev", 1)))));
        refused(() -> policy(rule("a", approve(new Slot("nobody", 1)))));
        refused(() -> new Role(Set.of(Scope.DOCKER_READ), true));
        refused(() -> new ApprovalTimes(Duration.ofMinutes(1), Duration.ofHours(25)));
    }

    /** Tests in a file take a tool's risk from its declaration. */
    @Test
    void theDeclaredRiskOfALifecycleActionIsItsRisk() {
        assertThat(Arrays.stream(LifecycleAction.values()).map(RuleSetTest::change))
                .allSatisfy(change ->
                        assertThat(Risk.of(change)).isEqualTo(Declaration.of(change).risk()));
    }

    private static void refused(Runnable make) {
        assertThatIllegalArgumentException().isThrownBy(make::run);
    }

    private static RuleSet policy(Rule... rules) {
        return RandomPolicies.ruleSet(List.of(rules));
    }

    private static Rule rule(String id, Verdict effect) {
        return where(id, List.of(), effect);
    }

    private static Rule where(String id, List<TargetPattern> targets, Verdict effect) {
        return new Rule(id, Who.ANYONE, ops("**"), targets, Set.of(), effect, Set.of());
    }

    private static Rule risky(Verdict effect, Set<Risk> risks, Set<Flag> flags) {
        return new Rule("r", Who.ANYONE, ops("**"), List.of(), risks, effect, flags);
    }

    private static Verdict approve(Slot... slots) {
        return new Verdict.Approve(List.of(slots));
    }

    private static Who dev() {
        return new Who(Set.of("dev"), List.of());
    }

    private static List<Glob> ops(String glob) {
        return List.of(Glob.ofOperation(glob));
    }

    private static List<TargetPattern> container(
            List<String> names, Map<String, List<Glob>> labels) {
        return List.of(
                new TargetPattern.Container(names.stream().map(Glob::ofName).toList(), labels));
    }

    private static Target unresolved(String asked) {
        return new Target.UnresolvedContainer(RandomPolicies.HOST, new ContainerRef(asked));
    }

    private static Caller.Agent agent(Set<Scope> scopes, Set<String> roles) {
        return new Caller.Agent(
                new Subject("agent:ci-1"), new CredentialId("00000000"), scopes, roles);
    }

    private static ChangeContainerState change(LifecycleAction action) {
        return new ChangeContainerState(new ContainerRef("web-1"), action, Duration.ofSeconds(10));
    }

    private static Question question(LifecycleAction action, Target target) {
        return new Question(agent(Set.of(), Set.of("dev")), change(action), target);
    }

    private static PolicyTest test(
            Facts facts, Set<Scope> carried, String expect, Optional<String> rule) {
        return new PolicyTest(facts, Declaration.CONTAINERS_LIFECYCLE, carried, expect, rule);
    }

    private static Facts on(Target target) {
        return new Facts(
                new Subject("agent:ci-1"),
                Set.of("dev"),
                new OperationName("containers_lifecycle.stop"),
                Risk.LOW,
                target);
    }

    private static Facts facts(String subject, Set<String> roles) {
        return new Facts(
                new Subject(subject),
                roles,
                new OperationName("containers_list"),
                Risk.READ,
                new Target.Host(RandomPolicies.HOST));
    }

    private static Facts rated(Risk risk) {
        return new Facts(
                new Subject("agent:ci-1"),
                Set.of("dev"),
                new OperationName("containers_run"),
                risk,
                new Target.Host(RandomPolicies.HOST));
    }
}
