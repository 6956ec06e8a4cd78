package io.systemmanager.domain.approval;

import io.systemmanager.domain.SampleOperations;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.operation.Arguments;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.plan.Plan;
import io.systemmanager.domain.policy.ApprovalTimes;
import io.systemmanager.domain.policy.Slot;
import io.systemmanager.domain.risk.Risk;
import io.systemmanager.domain.sshsig.TestSigner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One request and the people around it: an agent of Ann's asks, Bob and Cleo may decide. */
final class SampleApprovals {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final ApprovalTimes TIMES =
            new ApprovalTimes(Duration.ofMinutes(15), Duration.ofMinutes(10));
    static final Slot OPERATOR = new Slot("operator", 1);
    static final Slot SECURITY = new Slot("security", 1);
    static final Approver BOB = approver("bob", "operator");
    static final Approver CLEO = approver("cleo", "security");
    static final Client CLIENT =
            new Client(Optional.of("cli"), Optional.of("1.0"), "2025-11-25", "192.0.2.7");
    static final Requester BOT =
            new Requester(
                    new Subject("agent:bot"),
                    Optional.of(new Person("ann")),
                    CLIENT,
                    new CredentialId("01234567"));

    private static final TestSigner KEY = TestSigner.random();

    private SampleApprovals() {}

    static Approver approver(String name, String... roles) {
        return new Approver(new Person(name), Set.of(roles), new Approver.Secret());
    }

    /** Their signature under that vote. */
    static Approver signing(Approver approver, ApprovalRequest request, Vote.Choice choice) {
        return signing(approver, request.statement(choice).text());
    }

    /** Their signature under anything. */
    static Approver signing(Approver approver, String text) {
        var signature = KEY.sign(Statement.NAMESPACE, text);
        return new Approver(approver.person(), approver.roles(), new Approver.Signed(signature));
    }

    static Approver inSession(Approver approver, Instant proven) {
        return new Approver(approver.person(), approver.roles(), new Approver.Session(proven));
    }

    static Binding binding() {
        var restart =
                new ChangeContainerState(
                        SampleOperations.WEB, LifecycleAction.RESTART, Duration.ofSeconds(10));
        return new Binding(
                restart.name(),
                "1.0.0",
                Arguments.of(restart),
                SampleOperations.web(ContainerState.RUNNING),
                new Plan(
                        List.of("restart the container"),
                        List.of("process: old -> new"),
                        List.of(),
                        Optional.empty()),
                BOT,
                "sha256:5a1e");
    }

    static ApprovalRequest asking(Slot... slots) {
        return asking(false, slots);
    }

    static ApprovalRequest asking(boolean signed, Slot... slots) {
        return new ApprovalRequest(
                new ApprovalId("apr_" + "a".repeat(26)),
                binding(),
                Risk.HIGH,
                new ApprovalTerms(new Slots(List.of(slots)), signed, TIMES),
                NOON,
                Optional.of("please"));
    }

    static Move.Cast yes(ApprovalRequest request, Approver by) {
        return new Move.Cast(by, Vote.Choice.APPROVE, request.digest(), Optional.empty());
    }

    static Move.Cast no(ApprovalRequest request, Approver by) {
        return new Move.Cast(by, Vote.Choice.DENY, request.digest(), Optional.of("not now"));
    }
}
