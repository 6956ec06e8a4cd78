package io.systemmanager.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.container.ContainerQuery;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.ContainerSection;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.operation.ExplainPolicy;
import io.systemmanager.domain.operation.GetContainer;
import io.systemmanager.domain.operation.ListContainers;
import io.systemmanager.domain.operation.ListOperations;
import io.systemmanager.domain.operation.QueryAudit;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.policy.Slot;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.port.Observer;
import io.systemmanager.domain.trail.AuditQuery;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatedOperationDeskTest {
    private final Bench bench = new Bench();

    @Test
    void aReadIsAnsweredAndRecordedOnce() {
        var reply = bench.submit(new ListContainers(ContainerQuery.running()));

        assertThat(reply).isInstanceOf(Reply.Answered.class);
        assertThat(bench.entryTypes()).containsExactly("op.read");
    }

    @Test
    void aLookIntoTheLogIsRecordedOnceWithItsQuestionAndHowMuchItShowed() {
        bench.submit(new ListContainers(ContainerQuery.running()));
        bench.submit(new ListContainers(ContainerQuery.running()));

        var reply = bench.submit(new QueryAudit(AuditQuery.newest(5)));

        assertThat(reply).isInstanceOf(Reply.Answered.class);
        assertThat(bench.entryTypes()).containsExactly("op.read", "op.read", "audit.queried");
        assertThat(CanonicalJson.text(bench.ledger.entries().getLast()))
                .contains("\"rows\":2", "\"params\":{\"limit\":5}", "\"status\":\"ok\"");
    }

    @Test
    void aLookIntoTheLogThatCannotBeRecordedShowsNothing() {
        bench.ledger.runFull();

        assertThat(code(bench.submit(new QueryAudit(AuditQuery.newest(5)))))
                .isEqualTo(FaultCode.LEDGER_UNAVAILABLE);
    }

    /** From its first look to its last, whatever comes into force meanwhile. */
    @Test
    void aCallIsJudgedByOnePolicy() {
        var restart = Bench.change("web", LifecycleAction.RESTART);
        for (var call :
                List.of(
                        restart,
                        new ListOperations(Optional.empty(), 5),
                        new ExplainPolicy(restart))) {
            bench.timesAskedForPolicy = 0;
            bench.submit(call);
            assertThat(bench.timesAskedForPolicy).as("%s", call).isOne();
        }
    }

    @Test
    void aReadThatCannotBeRecordedIsNotAnswered() {
        bench.ledger.runFull();

        assertThat(code(bench.submit(new ListContainers(ContainerQuery.running()))))
                .isEqualTo(FaultCode.LEDGER_UNAVAILABLE);
    }

    @Test
    void aChangeIsRecordedBeforeAndAfter() {
        var reply = bench.submit(Bench.change("web", LifecycleAction.STOP), Bench.waiting());

        assertThat(reply).isInstanceOf(Reply.Tracked.class);
        assertThat(bench.stateOf("web")).isEqualTo(ContainerState.EXITED);
        assertThat(bench.entryTypes()).containsExactly("op.started", "op.succeeded");
        assertThat(CanonicalJson.text(bench.ledger.entries().get(1)))
                .contains("\"ref\":{\"intent\":0}");
    }

    @Test
    void whatCannotBeRecordedIsNotDone() {
        bench.ledger.runFull();

        var reply = bench.submit(Bench.change("web", LifecycleAction.STOP), Bench.waiting());

        assertThat(code(reply)).isEqualTo(FaultCode.LEDGER_UNAVAILABLE);
        assertThat(bench.stateOf("web")).isEqualTo(ContainerState.RUNNING);
    }

    @ParameterizedTest
    @CsvSource({
        "BUSY,AUDIT_BUSY",
        "LOW_SPACE,AUDIT_LOW_SPACE",
        "DEGRADED,LEDGER_UNAVAILABLE",
        "SUSPECT,LEDGER_SUSPECT"
    })
    void whatALedgerDoesNotTakeIsNotDoneAndTheCallerHearsWhy(LedgerState state, FaultCode why) {
        bench.ledger.enter(state);

        var reply = bench.submit(Bench.change("web", LifecycleAction.STOP), Bench.waiting());

        assertThat(code(reply)).isEqualTo(why);
        assertThat(bench.stateOf("web")).isEqualTo(ContainerState.RUNNING);
        assertThat(bench.application.runningChanges()).isZero();
    }

    @Test
    void withLittleSpaceReadsAndRefusalsGoOn() {
        bench.ledger.enter(LedgerState.LOW_SPACE);

        assertThat(bench.submit(new ListContainers(ContainerQuery.running())))
                .isInstanceOf(Reply.Answered.class);
        bench.policy = _ -> new Verdict.Deny();
        assertThat(code(bench.submit(Bench.change("web", LifecycleAction.STOP), Bench.waiting())))
                .isEqualTo(FaultCode.POLICY_DENIED);
        assertThat(bench.entryTypes()).containsExactly("op.read", "op.denied");
    }

    @Test
    void whatPolicyDeniesIsNotDoneAndIsRecorded() {
        bench.policy = _ -> new Verdict.Deny();

        var reply = bench.submit(Bench.change("web", LifecycleAction.STOP), Bench.waiting());

        assertThat(code(reply)).isEqualTo(FaultCode.POLICY_DENIED);
        assertThat(bench.stateOf("web")).isEqualTo(ContainerState.RUNNING);
        assertThat(bench.entryTypes()).containsExactly("op.denied");
    }

    @Test
    void whatNeedsAnApprovalIsNotDoneAndIsRecorded() {
        bench.policy = _ -> new Verdict.Approve(List.of(new Slot("operator", 1)));

        var reply = bench.submit(Bench.change("web", LifecycleAction.STOP));

        assertThat(((Reply.Tracked) reply).operation().state())
                .isInstanceOf(OperationState.AwaitingApproval.class);
        assertThat(bench.stateOf("web")).isEqualTo(ContainerState.RUNNING);
        assertThat(bench.entryTypes()).containsExactly("approval.requested");
        assertThat(CanonicalJson.text(bench.ledger.entries().getFirst()))
                .contains("\"effect\":\"approve\"", "\"need\":[{\"n\":1,\"role\":\"operator\"}]");
    }

    @Test
    void withoutTheScopeNothingIsEvenLookedUp() {
        var reader = Bench.agent("reader", Scope.SYSTEM_READ);

        var known = bench.submit(reader, Bench.restart("web"), Bench.waiting());
        var unknown = bench.submit(reader, Bench.restart("no-such"), Bench.waiting());

        assertThat(known).isEqualTo(unknown);
        assertThat(code(known)).isEqualTo(FaultCode.MISSING_SCOPE);
        assertThat(bench.entryTypes()).containsExactly("authz.denied", "authz.denied");
    }

    @Test
    void aDenialDoesNotTellWhetherTheContainerExists() {
        bench.policy = _ -> new Verdict.Deny();
        var there = new GetContainer(new ContainerRef("web"), Set.of(ContainerSection.SUMMARY));
        var absent = new GetContainer(new ContainerRef("nix"), Set.of(ContainerSection.SUMMARY));

        assertThat(bench.submit(there)).isEqualTo(bench.submit(absent));
    }

    @Test
    void anUnknownContainerIsAClearAnswerAndRecorded() {
        var reply = bench.submit(Bench.restart("no-such"), Bench.waiting());

        assertThat(code(reply)).isEqualTo(FaultCode.CONTAINER_NOT_FOUND);
        assertThat(bench.entryTypes()).containsExactly("op.denied");
    }

    @Test
    void explainingRunsNothing() {
        var reply = bench.submit(new ExplainPolicy(Bench.change("web", LifecycleAction.STOP)));

        assertThat(reply).isInstanceOf(Reply.Answered.class);
        assertThat(bench.stateOf("web")).isEqualTo(ContainerState.RUNNING);
        assertThat(bench.entryTypes()).containsExactly("op.read");
    }

    @Test
    void everyCallIsObservedOnceWithItsResult() {
        bench.submit(new ListContainers(ContainerQuery.running()));
        bench.submit(Bench.restart("no-such"), Bench.waiting());

        assertThat(bench.observed.all())
                .extracting(Observer.Observation::result)
                .containsExactly("ok", "container_not_found");
    }

    @Test
    void aBrokenPortIsAnInternalFaultAndNoException() {
        var broken = new Bench(_ -> new BrokenContainers());

        assertThat(code(broken.submit(new ListContainers(ContainerQuery.running()))))
                .isEqualTo(FaultCode.INTERNAL);
    }

    private static FaultCode code(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Refused.class);
        return ((Reply.Refused) reply).fault().code();
    }
}
