package io.systemmanager.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.operation.UndoOperation;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.policy.Slot;
import io.systemmanager.domain.policy.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An agent takes back what it asked for itself. */
class WithdrawalsTest {
    private static final Terms PLAN =
            new Terms(Optional.empty(), true, Duration.ZERO, Optional.empty());

    private final Bench bench = new Bench();
    private final Caller.Agent bot = Bench.agent("bot", Scope.DOCKER_OPERATE);

    private void askAPersonForChanges() {
        bench.policy =
                question ->
                        question.operation() instanceof UndoOperation
                                ? new Verdict.Allow()
                                : new Verdict.Approve(List.of(new Slot("operator", 1)));
    }

    private OperationRecord waiting() {
        askAPersonForChanges();
        return stop(bot);
    }

    private OperationRecord stop(Caller.Agent caller) {
        var reply = bench.submit(caller, Bench.change("web", LifecycleAction.STOP), Terms.NONE);
        return ((Reply.Tracked) reply).operation();
    }

    private Reply undo(Caller.Agent caller, OperationId id) {
        return bench.submit(caller, new UndoOperation(id), Terms.NONE);
    }

    private static void refused(Reply reply, FaultCode code) {
        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused -> assertThat(refused.fault().code()).isEqualTo(code));
    }

    private OperationState now(OperationRecord operation) {
        return bench.ledger.find(operation.id()).orElseThrow().state();
    }

    private long entries(String type) {
        return bench.entryTypes().stream().filter(type::equals).count();
    }

    @Test
    void whatWaitsIsTakenBackInOneEntryAndNothingIsDone() {
        var operation = waiting();
        assertThat(undo(bot, operation.id()))
                .isInstanceOfSatisfying(
                        Reply.Tracked.class,
                        tracked ->
                                assertThat(tracked.operation().state())
                                        .isEqualTo(new OperationState.Cancelled()));
        assertThat(bench.entryTypes()).endsWith("approval.requested", "approval.cancelled");
        assertThat(bench.application.approvals().open()).isEmpty();
        assertThat(bench.stateOf("web")).isEqualTo(ContainerState.RUNNING);
    }

    @Test
    void toTakeItBackTwiceIsNoFault() {
        var operation = waiting();
        undo(bot, operation.id());
        assertThat(undo(bot, operation.id())).isInstanceOf(Reply.Tracked.class);
        assertThat(entries("approval.cancelled")).isEqualTo(1);
        assertThat(bench.entryTypes()).endsWith("op.read");
    }

    @Test
    void anothersIsAsOneThatThereIsNot() {
        var operation = waiting();
        var other = Bench.agent("other");
        var nobodys = new OperationId("op_" + "a".repeat(26));

        refused(undo(other, operation.id()), FaultCode.OPERATION_NOT_FOUND);
        assertThat(undo(other, operation.id())).isEqualTo(undo(other, nobodys));
        assertThat(now(operation)).isInstanceOf(OperationState.AwaitingApproval.class);
        assertThat(entries("op.denied")).isEqualTo(3);
    }

    @Test
    void itTakesTheScopeThatItTookToAsk() {
        var operation = waiting();
        refused(undo(Bench.agent("bot", Scope.OPS_READ), operation.id()), FaultCode.MISSING_SCOPE);
        assertThat(now(operation)).isInstanceOf(OperationState.AwaitingApproval.class);
    }

    @Test
    void policyCanForbidItAndCannotLetItWait() {
        var operation = waiting();
        bench.policy = _ -> new Verdict.Deny();
        refused(undo(bot, operation.id()), FaultCode.POLICY_DENIED);
        bench.policy = _ -> new Verdict.Approve(List.of(new Slot("operator", 1)));
        refused(undo(bot, operation.id()), FaultCode.APPROVAL_UNAVAILABLE);
        assertThat(now(operation)).isInstanceOf(OperationState.AwaitingApproval.class);
    }

    @Test
    void whatWasDoneStaysDoneAndTheAnswerNamesWhatTakesItBack() {
        var reply = bench.submit(bot, Bench.change("web", LifecycleAction.STOP), Bench.waiting());
        var done = ((Reply.Tracked) reply).operation();
        assertThat(undo(bot, done.id()))
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused -> {
                            assertThat(refused.fault().code())
                                    .isEqualTo(FaultCode.UNDO_UNAVAILABLE);
                            assertThat(refused.fault().cause())
                                    .contains("containers_lifecycle.start");
                        });
        assertThat(now(done)).isInstanceOf(OperationState.Succeeded.class);
        assertThat(bench.stateOf("web")).isEqualTo(ContainerState.EXITED);
    }

    @Test
    void whatPeopleDeniedStaysDenied() {
        var operation = waiting();
        deny(((OperationState.AwaitingApproval) operation.state()).approval());
        refused(undo(bot, operation.id()), FaultCode.UNDO_UNAVAILABLE);
        assertThat(now(operation)).isInstanceOf(OperationState.Failed.class);
    }

    private void deny(ApprovalId id) {
        var bob =
                new Caller.Operator(
                        new Subject("operator:bob"),
                        new CredentialId("0badcafe"),
                        Set.of("operator"),
                        new Person("bob"));
        var office = bench.application.approvals();
        var seen = office.show(bob, id).orElseThrow().approval().approval().request().digest();
        office.vote(bob, new Approver.Secret(), id, Vote.Choice.DENY, seen, Optional.empty());
    }

    @Test
    void aPlanSaysWhatWouldBeTakenBackAndTakesNothingBack() {
        var operation = waiting();
        assertThat(bench.submit(bot, new UndoOperation(operation.id()), PLAN))
                .isInstanceOf(Reply.Planned.class);
        assertThat(now(operation)).isInstanceOf(OperationState.AwaitingApproval.class);
        assertThat(bench.entryTypes()).endsWith("op.dry_run");
    }

    @Test
    void afterItsTimeItHasExpiredAndIsNotTakenBack() {
        var operation = waiting();
        bench.clock.advance(Duration.ofHours(25));
        refused(undo(bot, operation.id()), FaultCode.APPROVAL_EXPIRED);
        bench.application.lookAtApprovals();
        assertThat(entries("approval.cancelled")).isZero();
    }

    @Test
    void whatCannotBeReadIsNotTakenBack() {
        var operation = waiting();
        bench.ledger.makeUnreadable(
                ((OperationState.AwaitingApproval) operation.state()).approval());
        refused(undo(bot, operation.id()), FaultCode.APPROVAL_STUCK);
    }

    @Test
    void whatTheLedgerCannotRecordIsNotTakenBack() {
        var operation = waiting();
        bench.ledger.runFull();
        refused(undo(bot, operation.id()), FaultCode.LEDGER_UNAVAILABLE);
        bench.ledger.makeRoom();
        assertThat(now(operation)).isInstanceOf(OperationState.AwaitingApproval.class);
    }
}
