package io.systemmanager.ops.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.host.HostId;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.policy.Facts;
import io.systemmanager.domain.policy.RuleSet;
import io.systemmanager.domain.policy.Slot;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.policy.Verdict.Approve.Demand;
import io.systemmanager.domain.risk.Risk;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProfileTest {
    private static final Target HOST = new Target.Host(new HostId("0".repeat(32)));
    private static final Verdict ALLOW = new Verdict.Allow();

    @ParameterizedTest
    @EnumSource
    void everyProfileLoadsWithoutAWarningAndItsTestsHold(Profile profile) {
        assertThat(PolicyFile.read(profile.bytes()))
                .isInstanceOfSatisfying(
                        PolicyFile.Loaded.class,
                        loaded -> {
                            assertThat(loaded.warnings()).isEmpty();
                            assertThat(loaded.rules().tests()).hasSizeGreaterThan(3);
                            assertThat(loaded.rules().failingTests()).isEmpty();
                        });
    }

    @Test
    void leanAsksPeopleForWhatStaysChanged() {
        var lean = rules(Profile.LEAN);
        assertThat(lean.judge(risk("containers_run", Risk.HIGH)).verdict())
                .isEqualTo(new Verdict.Approve(List.of(new Slot("operator", 1))));
        assertThat(lean.judge(risk("containers_exec", Risk.CRITICAL)).verdict())
                .isEqualTo(
                        new Verdict.Approve(
                                List.of(new Slot("operator", 1), new Slot("security", 1)),
                                Set.of(Demand.SIGNED, Demand.ANCHOR)));
        assertThat(lean.judge(risk("services_control.reload", Risk.LOW)).verdict())
                .as("a change that nobody wrote a rule for")
                .isEqualTo(new Verdict.Deny());
    }

    @Test
    void labFreesHighRiskAndNotWhatIsCritical() {
        var lab = rules(Profile.LAB);
        assertThat(lab.judge(risk("containers_run", Risk.HIGH)).verdict()).isEqualTo(ALLOW);
        assertThat(lab.judge(risk("containers_exec", Risk.CRITICAL)).verdict())
                .isInstanceOf(Verdict.Approve.class);
    }

    @Test
    void aContainerThatIsNotResolvedMayBeAProtectedOne() {
        var target = new Target.UnresolvedContainer(HOST.host(), new ContainerRef("web-1"));
        var call = facts("containers_lifecycle.stop", Risk.LOW, target);
        assertThat(rules(Profile.LEAN).judge(call).rule()).isEqualTo("protected");
        assertThat(rules(Profile.STRICT).judge(call).verdict()).isEqualTo(new Verdict.Deny());
    }

    private static Facts risk(String operation, Risk risk) {
        return facts(operation, risk, HOST);
    }

    private static Facts facts(String operation, Risk risk, Target target) {
        return new Facts(
                new Subject("agent:a"),
                Set.of("agent"),
                new OperationName(operation),
                risk,
                target);
    }

    private static RuleSet rules(Profile profile) {
        return ((PolicyFile.Loaded) PolicyFile.read(profile.bytes())).rules();
    }
}
