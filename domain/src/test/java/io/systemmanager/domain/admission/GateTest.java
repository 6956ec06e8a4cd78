package io.systemmanager.domain.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.SampleOperations;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.container.ContainerSection;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.operation.GetContainer;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.policy.ApprovalTimes;
import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.policy.Explanation;
import io.systemmanager.domain.policy.Policy;
import io.systemmanager.domain.policy.Question;
import io.systemmanager.domain.policy.Slot;
import io.systemmanager.domain.policy.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final ChangeContainerState STOP =
            new ChangeContainerState(
                    SampleOperations.WEB, LifecycleAction.STOP, Duration.ofSeconds(10));
    private static final Target TARGET = SampleOperations.web(ContainerState.RUNNING);
    private static final Caller.Agent AGENT = SampleOperations.agent(Set.of(Scope.DOCKER_OPERATE));

    private final List<Question> judged = new ArrayList<>();
    private Verdict verdict = new Verdict.Allow();
    private Set<Scope> rolesGrant = EnumSet.allOf(Scope.class);
    private OwnThings own = OwnThings.NONE;
    private final Gate gate = new Gate(Fixed::new, () -> own);

    private Admission<ChangeContainerState> admit(Caller.Agent caller) {
        return gate.admit(caller, STOP, TARGET);
    }

    @Test
    void whatPolicyAllowsIsClearedForExactlyWhatWasJudged() {
        var admission = admit(AGENT);

        if (admission
                instanceof Admission.Cleared<ChangeContainerState>(var clearance, var decision)) {
            assertThat(clearance.operation()).isSameAs(STOP);
            assertThat(clearance.target()).isSameAs(TARGET);
            assertThat(clearance.container()).isSameAs(TARGET);
            assertThat(decision.rule()).isEqualTo("fixed");
        } else {
            throw new AssertionError(admission);
        }
        assertThat(judged).containsExactly(new Question(AGENT, STOP, TARGET));
    }

    @Test
    void whatPeopleMustAgreeToIsNotCleared() {
        verdict = new Verdict.Approve(List.of(new Slot("lead", 1)));

        assertThat(admit(AGENT)).isInstanceOf(Admission.MustAsk.class);
    }

    @Test
    void whatPolicyDeniesIsRefusedWithTheRule() {
        verdict = new Verdict.Deny();

        assertThat(admit(AGENT))
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> {
                            assertThat(refused.fault().code()).isEqualTo(FaultCode.POLICY_DENIED);
                            assertThat(refused.fault().cause())
                                    .contains("containers_lifecycle.stop", "fixed");
                        });
    }

    @Test
    void aMissingScopeIsFoundBeforePolicyIsAsked() {
        var admission = admit(SampleOperations.agent(Set.of(Scope.DOCKER_READ)));

        assertThat(admission)
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> {
                            assertThat(refused.fault().code()).isEqualTo(FaultCode.MISSING_SCOPE);
                            assertThat(refused.fault().cause()).contains("docker:operate");
                            assertThat(refused.decision().rule()).isEqualTo("scope");
                        });
        assertThat(judged).isEmpty();
    }

    @Test
    void aScopeThatNoRoleGrantsIsMissing() {
        rolesGrant = EnumSet.of(Scope.DOCKER_READ);

        assertThat(gate.missingScope(AGENT, Declaration.CONTAINERS_LIFECYCLE))
                .contains(Scope.DOCKER_OPERATE);
        assertThat(admit(AGENT)).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void aToolWithoutAScopeIsOpenToEveryAgent() {
        assertThat(gate.missingScope(SampleOperations.agent(Set.of()), Declaration.OPERATIONS_GET))
                .isEmpty();
    }

    @Test
    void thePolicyInForceIsAskedForAtEachCall() {
        assertThat(admit(AGENT)).isInstanceOf(Admission.Cleared.class);
        verdict = new Verdict.Deny();
        assertThat(admit(AGENT)).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void anExplanationIsOfTheSameDecision() {
        verdict = new Verdict.Deny();

        assertThat(gate.explain(AGENT, STOP, TARGET).decision().verdict())
                .isEqualTo(new Verdict.Deny());
    }

    private static final OwnThings RUNS_IN_WEB =
            new OwnThings(Set.of(((Target.Container) TARGET).id()), Set.of(), Set.of(), true);

    @Test
    void noPolicyAllowsWhatBelongsToTheServer() {
        own = RUNS_IN_WEB;
        for (var each :
                List.of(
                        new Verdict.Allow(),
                        new Verdict.Approve(List.of(new Slot("lead", 1))),
                        new Verdict.Deny())) {
            verdict = each;
            assertThat(admit(AGENT))
                    .isInstanceOfSatisfying(
                            Admission.Refused.class,
                            refused -> {
                                assertThat(refused.fault().code())
                                        .isEqualTo(FaultCode.SELF_PROTECTED);
                                assertThat(refused.decision().rule()).isEqualTo("self-protection");
                            });
        }
        assertThat(judged).isEmpty();
    }

    @Test
    void anExplanationTellsOfSelfProtectionWhatIsEnforced() {
        own = RUNS_IN_WEB;
        var explained = gate.explain(AGENT, STOP, TARGET);
        assertThat(admit(AGENT).decision()).isEqualTo(explained.decision());
        assertThat(explained.rules())
                .filteredOn(Explanation.RuleTrace::matched)
                .extracting(Explanation.RuleTrace::rule)
                .containsExactly("self-protection");
    }

    @Test
    void lookingAtWhatBelongsToTheServerIsForPolicyToJudge() {
        own = RUNS_IN_WEB;
        var look = new GetContainer(SampleOperations.WEB, Set.of(ContainerSection.SUMMARY));
        var reader = SampleOperations.agent(Set.of(Scope.DOCKER_READ));
        assertThat(gate.admit(reader, look, TARGET)).isInstanceOf(Admission.Cleared.class);
    }

    @Test
    void whileItCannotBeToldWhatIsTheServersNothingIsChanged() {
        own = OwnThings.UNTOLD;
        assertThat(admit(AGENT)).isInstanceOf(Admission.Refused.class);
        own = OwnThings.NONE;
        assertThat(admit(AGENT)).isInstanceOf(Admission.Cleared.class);
    }

    @Test
    void forOneCallTheGateKeepsToThePolicyOfItsBeginning() {
        var asked = new AtomicInteger();
        var changing =
                new Gate(
                        () -> {
                            asked.incrementAndGet();
                            return new Fixed();
                        },
                        () -> OwnThings.NONE);

        var call = changing.forOneCall();
        call.missingScope(AGENT, Declaration.CONTAINERS_LIFECYCLE);
        call.admit(AGENT, STOP, TARGET);
        call.explain(AGENT, STOP, TARGET);

        assertThat(asked).hasValue(1);
    }

    /** Answers with what the test chose. */
    private final class Fixed implements Policy {
        @Override
        public Decision judge(Question question) {
            judged.add(question);
            return decision();
        }

        private Decision decision() {
            return new Decision(verdict, "fixed", List.of("fixed"), revision());
        }

        @Override
        public Explanation explain(Question question) {
            return new Explanation(decision(), List.of());
        }

        @Override
        public Set<Scope> grantedScopes(Caller.Agent caller) {
            var granted = EnumSet.copyOf(rolesGrant);
            granted.retainAll(caller.scopes());
            return granted;
        }

        @Override
        public ApprovalTimes times() {
            return ApprovalTimes.STANDARD;
        }

        @Override
        public String revision() {
            return "sha256:" + "0".repeat(64);
        }
    }
}
