package io.systemmanager.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.systemmanager.application.ApprovalOffice.Card;
import io.systemmanager.application.ApprovalOffice.Ruling;
import io.systemmanager.domain.admission.OwnThings;
import io.systemmanager.domain.approval.Approval;
import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.approval.Ended;
import io.systemmanager.domain.approval.Move;
import io.systemmanager.domain.approval.Refusal;
import io.systemmanager.domain.approval.Staleness;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.audit.ApprovalEvent;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.journal.ContainerIntent;
import io.systemmanager.domain.journal.IdempotencyKey;
import io.systemmanager.domain.journal.KeptApproval;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.policy.Slot;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.simulated.SeededRandomness;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes that wait for people, through the whole of the application. */
class ApprovalsTest {
    private static final Caller.Operator BOB = Bench.operator("bob", "operator");
    private static final Caller.Operator CLEO = Bench.operator("cleo", "security");
    private static final Approver.Method SECRET = new Approver.Secret();
    private static final Optional<String> SILENT = Optional.empty();

    private final Bench bench = new Bench();
    private final ApprovalOffice office = bench.application.approvals();
    private Caller.Agent bot = bench.agentOf("bot", "ann");

    @BeforeEach
    void askOneOperator() {
        bench.askFor(new Slot("operator", 1));
    }

    private OperationRecord ask() {
        return ask(bot, Bench.change("web", LifecycleAction.STOP));
    }

    private OperationRecord ask(Caller.Agent caller, ChangeContainerState change) {
        return tracked(bench.submit(caller, change, Terms.NONE));
    }

    private static OperationRecord tracked(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Tracked.class);
        return ((Reply.Tracked) reply).operation();
    }

    private static ApprovalId approval(OperationRecord operation) {
        assertThat(operation.state()).isInstanceOf(OperationState.AwaitingApproval.class);
        return ((OperationState.AwaitingApproval) operation.state()).approval();
    }

    private Digest seen(ApprovalId id) {
        return office.show(BOB, id).orElseThrow().approval().approval().request().digest();
    }

    private Ruling approve(Caller.Operator person, ApprovalId id) {
        return office.vote(person, SECRET, id, Vote.Choice.APPROVE, seen(id), SILENT);
    }

    private static Card taken(Ruling ruling) {
        assertThat(ruling).isInstanceOf(Ruling.Taken.class);
        return ((Ruling.Taken) ruling).card();
    }

    private static void refused(Ruling ruling, Refusal why) {
        assertThat(ruling).isEqualTo(new Ruling.Refused(why));
    }

    private OperationRecord now(OperationRecord operation) {
        return bench.ledger.find(operation.id()).orElseThrow();
    }

    private void failed(OperationRecord operation, FaultCode code) {
        assertThat(now(operation).state())
                .isInstanceOfSatisfying(
                        OperationState.Failed.class,
                        end -> assertThat(end.fault().code()).isEqualTo(code));
    }

    private void untouched() {
        assertThat(bench.stateOf("web")).isEqualTo(ContainerState.RUNNING);
        assertThat(bench.entryTypes()).doesNotContain("op.started");
    }

    private OperationRecord ended(OperationRecord operation) throws InterruptedException {
        for (int i = 0; i < 2_000; i++) {
            var state = now(operation).state();
            if (!(state instanceof OperationState.AwaitingApproval)
                    && !(state instanceof OperationState.Running)) {
                return now(operation);
            }
            Thread.sleep(5);
        }
        throw new AssertionError("it did not end: " + now(operation));
    }

    @Test
    void nothingIsDoneBeforeAPersonAgrees() {
        var operation = ask();
        approval(operation);
        untouched();
        assertThat(bench.entryTypes()).endsWith("approval.requested");
    }

    @Test
    void theRegularLookLeavesWhatSomebodyDecidesOnToThem() {
        var id = approval(ask());
        var begunByTheLook = new ArrayList<Boolean>();
        bench.policy =
                _ -> {
                    bench.askFor(new Slot("operator", 1));
                    bench.application.lookAtApprovals();
                    begunByTheLook.add(bench.entryTypes().contains("op.started"));
                    return new Verdict.Approve(List.of(new Slot("operator", 1)));
                };

        var card = taken(approve(BOB, id));

        assertThat(begunByTheLook).containsExactly(false);
        assertThat(card.approval().approval()).isInstanceOf(Approval.Consumed.class);
    }

    @Test
    void theLastVoteStartsTheExecutionInTheServer() throws Exception {
        var operation = ask();
        var card = taken(approve(BOB, approval(operation)));
        assertThat(card.approval().approval()).isInstanceOf(Approval.Consumed.class);
        assertThat(ended(operation).state()).isInstanceOf(OperationState.Succeeded.class);
        assertThat(bench.stateOf("web")).isEqualTo(ContainerState.EXITED);
        assertThat(bench.entryTypes())
                .containsSubsequence(
                        "approval.requested",
                        "approval.viewed",
                        "approval.granted",
                        "op.started",
                        "op.succeeded");
    }

    @Test
    void theIntentNamesTheApprovalThatItUsesUp() throws Exception {
        var operation = ask();
        var id = approval(operation);
        approve(BOB, id);
        ended(operation);
        var started =
                bench.ledger.entries().stream()
                        .filter(entry -> Bench.text(entry, "type").equals("op.started"))
                        .findFirst()
                        .orElseThrow();
        assertThat(CanonicalJson.text(started)).contains("\"approval\":{\"id\":\"" + id + "\"}");
    }

    @Test
    void aCallThatWaitsIsAnsweredWithTheEnd() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var reply =
                    threads.submit(() ->
                            bench.submit(
                                    bot,
                                    Bench.change("web", LifecycleAction.STOP),
                                    Bench.waiting()));
            while (office.open().isEmpty()) {
                Thread.sleep(1);
            }
            approve(BOB, office.open().getFirst().approval().id());
            assertThat(tracked(reply.get()).state()).isInstanceOf(OperationState.Succeeded.class);
        }
    }

    @Test
    void whoAskedDoesNotDecideByAnyAccount() {
        var id = approval(ask());
        refused(approve(Bench.operator("ann", "operator"), id), Refusal.OWN_REQUEST);
        untouched();
    }

    @Test
    void whoHasNoRoleThatIsAskedForDoesNotDecide() {
        var id = approval(ask());
        refused(approve(CLEO, id), Refusal.NOT_ELIGIBLE);
        untouched();
    }

    @Test
    void everySlotIsFilledByAnotherPerson() throws Exception {
        bench.askFor(new Slot("operator", 1), new Slot("security", 1));
        var operation = ask();
        var id = approval(operation);
        var both = Bench.operator("dan", "operator", "security");
        taken(approve(both, id));
        refused(approve(both, id), Refusal.ALREADY_VOTED);
        untouched();
        taken(approve(CLEO, id));
        assertThat(ended(operation).state()).isInstanceOf(OperationState.Succeeded.class);
    }

    @Test
    void aVoteForSomethingElseThanWhatIsAskedDoesNotCount() {
        var id = approval(ask());
        var other = Digest.of("something else".getBytes(StandardCharsets.UTF_8));
        refused(
                office.vote(BOB, SECRET, id, Vote.Choice.APPROVE, other, SILENT),
                Refusal.DIGEST_MISMATCH);
        untouched();
    }

    @Test
    void oneNoIsFinalAndCoolsDown() {
        var operation = ask();
        var id = approval(operation);
        taken(office.vote(BOB, SECRET, id, Vote.Choice.DENY, seen(id), Optional.of("not now")));
        failed(operation, FaultCode.APPROVAL_DENIED);
        refused(approve(BOB, id), Refusal.ENDED);

        var again = bench.submit(bot, Bench.change("web", LifecycleAction.STOP), Terms.NONE);
        assertThat(again).isEqualTo(new Reply.Refused(Fault.of(FaultCode.APPROVAL_DENIED)));
        bench.clock.advance(Duration.ofMinutes(11));
        approval(ask());
        untouched();
    }

    @Test
    void afterItsTimeNobodyCanAgreeAnyMore() {
        var operation = ask();
        var id = approval(operation);
        bench.clock.advance(Duration.ofMinutes(16));
        refused(approve(BOB, id), Refusal.EXPIRED);
        bench.application.lookAtApprovals();
        failed(operation, FaultCode.APPROVAL_EXPIRED);
        untouched();
    }

    @Test
    void aCallerTakesItsOwnBackAndNobodyElses() {
        var operation = ask();
        assertThat(bench.application.own().cancel(bench.agentOf("other", "eve"), operation.id()))
                .isEmpty();
        approval(now(operation));
        bench.application.own().cancel(bot, operation.id());
        assertThat(now(operation).state()).isEqualTo(new OperationState.Cancelled());
        refused(approve(BOB, approval(operation)), Refusal.ENDED);
        untouched();
    }

    @Test
    void aPersonTakesBackWhatWaits() {
        var operation = ask();
        taken(office.revoke(BOB, SECRET, approval(operation), Optional.of("a mistake")));
        failed(operation, FaultCode.APPROVAL_REVOKED);
        untouched();
    }

    @Test
    void askingTwiceForTheSameWaitsForTheSame() {
        var first = ask();
        assertThat(ask().id()).isEqualTo(first.id());
        assertThat(office.open()).hasSize(1);
    }

    @Test
    void noCallerHasMoreThanFiveWaiting() {
        for (int i = 0; i < 5; i++) {
            approval(
                    ask(
                            bot,
                            new ChangeContainerState(
                                    new ContainerRef("web"),
                                    LifecycleAction.STOP,
                                    Duration.ofSeconds(i))));
        }
        var sixth =
                bench.submit(
                        bot,
                        new ChangeContainerState(
                                new ContainerRef("web"),
                                LifecycleAction.STOP,
                                Duration.ofSeconds(9)),
                        Terms.NONE);
        assertThat(sixth).isEqualTo(new Reply.Refused(Fault.of(FaultCode.TOO_MANY_APPROVALS)));
        approval(ask(bench.agentOf("other", "eve"), Bench.change("web", LifecycleAction.STOP)));
    }

    @Test
    void aKnownKeyLeadsToWhatWaitsAndToNothingNew() {
        var terms =
                new Terms(
                        Optional.of(new IdempotencyKey("key-12345")),
                        false,
                        Duration.ZERO,
                        Optional.empty());
        var first = tracked(bench.submit(bot, Bench.change("web", LifecycleAction.STOP), terms));
        var second = tracked(bench.submit(bot, Bench.change("web", LifecycleAction.STOP), terms));
        assertThat(second.id()).isEqualTo(first.id());
        var other = bench.submit(bot, Bench.change("web", LifecycleAction.RESTART), terms);
        assertThat(other).isEqualTo(new Reply.Refused(Fault.of(FaultCode.IDEMPOTENCY_KEY_REUSED)));
    }

    @Test
    void whatTakesMoreThanTheServerHasIsRefusedAndDoesNotWait() {
        for (var demand : Verdict.Approve.Demand.values()) {
            bench.policy =
                    _ -> new Verdict.Approve(List.of(new Slot("operator", 1)), Set.of(demand));
            var code =
                    switch (demand) {
                        case SIGNED -> FaultCode.SIGNERS_MISSING;
                        case ANCHOR -> FaultCode.ANCHOR_MISSING;
                    };
            var reply = bench.submit(bot, Bench.change("web", LifecycleAction.STOP), Terms.NONE);
            assertThat(reply).isEqualTo(new Reply.Refused(Fault.of(code)));
        }
        assertThat(office.open()).isEmpty();
        untouched();
    }

    @Test
    void aPlanNeedsNobody() {
        var terms = new Terms(Optional.empty(), true, Duration.ZERO, Optional.empty());
        assertThat(bench.submit(bot, Bench.change("web", LifecycleAction.STOP), terms))
                .isInstanceOf(Reply.Planned.class);
        assertThat(office.open()).isEmpty();
    }

    private void stale(OperationRecord operation, Staleness why) {
        failed(operation, FaultCode.APPROVAL_STALE);
        assertThat(office.latest(1).getFirst().approval().approval())
                .isInstanceOfSatisfying(
                        Ended.Stale.class, stale -> assertThat(stale.why()).isEqualTo(why));
        assertThat(bench.entryTypes()).doesNotContain("op.started");
    }

    @Test
    void aPolicyThatChangesMakesItStale() {
        var operation = ask();
        bench.revision = "sha256:another";
        taken(approve(BOB, approval(operation)));
        stale(operation, Staleness.POLICY_CHANGED);
        untouched();
    }

    @Test
    void aContainerThatChangedMakesItStale() {
        var operation = ask();
        var open = bench.policy;
        bench.policy = _ -> new Verdict.Allow();
        tracked(
                bench.submit(
                        bench.agentOf("other", "eve"),
                        Bench.change("web", LifecycleAction.PAUSE),
                        Bench.waiting()));
        bench.policy = open;
        approve(BOB, approval(operation));
        failed(operation, FaultCode.APPROVAL_STALE);
        assertThat(bench.stateOf("web")).isEqualTo(ContainerState.PAUSED);
    }

    @Test
    void aCredentialThatIsRevokedMakesItStale() {
        var operation = ask();
        bench.tokens.revoke(new Subject("operator:bob"), bot.credential());
        bench.application.lookAtApprovals();
        stale(operation, Staleness.CREDENTIAL_REVOKED);
        untouched();
    }

    @Test
    void ofTwoHundredWhoVoteAtOnceOneIsTheLastAndItIsDoneOnce() throws Exception {
        bench.askFor(new Slot("operator", 3));
        var operation = ask();
        var id = approval(operation);
        var seen = seen(id);
        var voters = new ArrayList<Callable<Ruling>>();
        for (int i = 0; i < 200; i++) {
            var person = Bench.operator("voter-" + i, "operator");
            voters.add(() -> office.vote(person, SECRET, id, Vote.Choice.APPROVE, seen, SILENT));
        }
        int counted = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(voters)) {
                counted += each.get() instanceof Ruling.Taken ? 1 : 0;
            }
        }
        ended(operation);
        assertThat(counted).isEqualTo(3);
        assertThat(bench.entryTypes().stream().filter("approval.granted"::equals)).hasSize(3);
        assertThat(bench.entryTypes().stream().filter("op.started"::equals)).hasSize(1);
    }

    @Test
    void whatWasAgreedToIsDoneOnceHoweverManyLookAtOnce() throws Exception {
        var operation = ask();
        var id = approval(operation);
        var seen = seen(id);
        var looks = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 200; i++) {
            boolean voter = i == 100;
            looks.add(() -> {
                if (voter) {
                    office.vote(BOB, SECRET, id, Vote.Choice.APPROVE, seen, SILENT);
                }
                bench.application.lookAtApprovals();
                return true;
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(looks)) {
                each.get();
            }
        }
        ended(operation);
        assertThat(bench.entryTypes().stream().filter("op.started"::equals)).hasSize(1);
    }

    @Test
    void whereEachMoveComesTooLateNobodyWaitsForEver() {
        var operation = ask();
        var id = approval(operation);
        var ids = new Ids(bench.clock, new SeededRandomness(3));
        var moves =
                new ApprovalMoves(
                        _ -> new Ledger.Conflict("the approval stands as it was read"),
                        bench.ledger.approvals(),
                        bench.ledger,
                        new OperationListeners(bench.observed),
                        new Following(bench.ledger, new RunningOperations()),
                        bench.observed,
                        ids,
                        bench.clock);

        var cancel = new Move.Cancel(bot.subject());
        var moved = moves.move(id, cancel, next -> new ApprovalEvent.Voted(BOB.subject(), next));
        assertThat(moved).isEqualTo(new ApprovalMoves.Moved.Not(Refusal.STUCK));
        assertThat(bench.observed.broken())
                .singleElement()
                .satisfies(cause -> assertThat(cause).hasMessageContaining(id.value()));
    }

    @Test
    void whatTurnsOutToBeTheServersOwnIsNotDoneAlthoughPeopleAgreed() {
        var operation = ask();
        var web = ((ContainerIntent) operation.intent()).container();
        bench.own = new OwnThings(Set.of(web), Set.of(), Set.of(), true);
        approve(BOB, approval(operation));
        failed(operation, FaultCode.APPROVAL_STALE);
        untouched();
    }

    @Test
    void whatTheLedgerCannotRecordIsNotDecided() {
        var operation = ask();
        var id = approval(operation);
        var seen = seen(id);
        bench.ledger.runFull();
        assertThat(
                        catchThrowable(() ->
                                office.vote(BOB, SECRET, id, Vote.Choice.APPROVE, seen, SILENT)))
                .isInstanceOf(LedgerUnavailable.class);
        bench.ledger.makeRoom();
        approval(now(operation));
        untouched();
    }

    @Test
    void oneThatCannotBeReadIsNamedAndNeverCarriedOutAndTheOthersAreDecided() throws Exception {
        var broken = ask(bot, Bench.change("db", LifecycleAction.STOP));
        var whole = ask();
        var seen = seen(approval(broken));
        bench.ledger.makeUnreadable(approval(broken));

        assertThat(office.open())
                .extracting(card -> card.operation().id())
                .containsExactly(whole.id());
        assertThat(office.unreadable())
                .extracting(KeptApproval.Unreadable::id)
                .containsExactly(approval(broken).value());
        assertThat(office.show(BOB, approval(broken))).isEmpty();
        for (var choice : Vote.Choice.values()) {
            refused(
                    office.vote(BOB, SECRET, approval(broken), choice, seen, SILENT),
                    Refusal.STUCK);
        }
        refused(office.revoke(BOB, SECRET, approval(broken), SILENT), Refusal.STUCK);
        bench.application.lookAtApprovals();

        taken(approve(BOB, approval(whole)));
        assertThat(ended(whole).state()).isInstanceOf(OperationState.Succeeded.class);
        assertThat(bench.stateOf("db")).isEqualTo(ContainerState.RUNNING);
    }

    @Test
    void whoAsksForWhatCannotBeReadIsToldSo() {
        var broken = ask();
        bench.ledger.makeUnreadable(approval(broken));

        var again = bench.submit(bot, Bench.change("web", LifecycleAction.STOP), Terms.NONE);
        assertThat(again).isEqualTo(new Reply.Refused(Fault.of(FaultCode.APPROVAL_STUCK)));
    }
}
