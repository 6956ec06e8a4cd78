package io.systemmanager.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.systemmanager.domain.admission.OwnThings;
import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.approval.Refusal;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.grant.GrantId;
import io.systemmanager.domain.grant.StandingGrant;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.ExplainPolicy;
import io.systemmanager.domain.operation.WriteOperation;
import io.systemmanager.domain.policy.Slot;
import io.systemmanager.domain.policy.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people agreed to in advance, through the whole of the application. */
class GrantsTest {
    private static final Caller.Operator BOB = Bench.operator("bob", "operator");
    private static final Caller.Operator CLEO = Bench.operator("cleo", "security");
    private static final Approver.Method SECRET = new Approver.Secret();

    private final Bench bench = new Bench();
    private final GrantOffice office = bench.application.grants();
    private final Caller.Agent bot = bench.agentOf("bot", "ann");

    @BeforeEach
    void askOneOperator() {
        bench.askFor(new Slot("operator", 1));
    }

    /** Three restarts of web within two hours, with some of it said otherwise. */
    private static GrantProposal proposal(String... otherwise) {
        var texts = new HashMap<String, String>();
        texts.putAll(
                Map.of(
                        "agent", "agent:bot",
                        "client", "test",
                        "operation", "containers_lifecycle.{restart,stop,start}",
                        "containers", "we*",
                        "parameters", "grace_s=0..30",
                        "uses", "3",
                        "rate", "50/hour",
                        "lasts", "2h",
                        "reason", "the release"));
        for (int i = 0; i < otherwise.length; i += 2) {
            texts.put(otherwise[i], otherwise[i + 1]);
        }
        return GrantProposal.of(name -> texts.getOrDefault(name, ""));
    }

    private StandingGrant created(String... otherwise) {
        return taken(office.create(BOB, SECRET, proposal(otherwise)));
    }

    private static StandingGrant taken(GrantOffice.Ruling ruling) {
        assertThat(ruling).isInstanceOf(GrantOffice.Ruling.Taken.class);
        return ((GrantOffice.Ruling.Taken) ruling).grant();
    }

    private static Refusal refused(GrantOffice.Ruling ruling) {
        assertThat(ruling).isInstanceOf(GrantOffice.Ruling.Refused.class);
        return ((GrantOffice.Ruling.Refused) ruling).why();
    }

    private OperationState restart(Caller.Agent caller) {
        return state(bench.submit(caller, Bench.restart("web"), Bench.waiting()));
    }

    private static OperationState state(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Tracked.class);
        return ((Reply.Tracked) reply).operation().state();
    }

    private void waits(Caller.Agent caller) {
        var reply = bench.submit(caller, Bench.restart("web"), Terms.NONE);
        assertThat(state(reply)).isInstanceOf(OperationState.AwaitingApproval.class);
    }

    private long entries(String type) {
        return bench.entryTypes().stream().filter(type::equals).count();
    }

    private StandingGrant now(GrantId id) {
        return office.find(id).orElseThrow().sound().orElseThrow();
    }

    @Test
    void itAnswersAsOftenAsItMayAndThenPeopleAreAsked() {
        var grant = created();
        for (int i = 0; i < 3; i++) {
            assertThat(restart(bot)).isInstanceOf(OperationState.Succeeded.class);
        }
        assertThat(now(grant.id()).remaining()).isZero();
        waits(bot);
        assertThat(bench.entryTypes())
                .containsSubsequence(
                        "grant.created",
                        "op.started",
                        "grant.used",
                        "op.succeeded",
                        "approval.requested");
        assertThat(entries("grant.used")).isEqualTo(3);
    }

    @Test
    void theOperationsEntryNamesTheGrantAndTheGrantsEntryTheOperation() {
        var grant = created();
        var reply = bench.submit(bot, Bench.restart("web"), Bench.waiting());
        var operation = ((Reply.Tracked) reply).operation();
        var texts = bench.ledger.entries().stream().map(CanonicalJson::text).toList();
        assertThat(texts)
                .anyMatch(entry ->
                        entry.contains("\"type\":\"op.started\"")
                                && entry.contains("\"grant\":\"" + grant.id() + "\""));
        assertThat(texts)
                .anyMatch(entry ->
                        entry.contains("\"type\":\"grant.used\"")
                                && entry.contains("\"remaining\":2")
                                && entry.contains(operation.id().value()));
    }

    @Test
    void itAnswersNobodyElseAndNothingElse() {
        created();
        waits(bench.agentOf("other", "ann"));
        var db = bench.submit(bot, Bench.restart("db"), Terms.NONE);
        assertThat(state(db)).isInstanceOf(OperationState.AwaitingApproval.class);
        var pause = bench.submit(bot, Bench.change("web", LifecycleAction.PAUSE), Terms.NONE);
        assertThat(state(pause)).isInstanceOf(OperationState.AwaitingApproval.class);
        assertThat(entries("grant.used")).isZero();
    }

    @Test
    void aGrantWidensNoPolicy() {
        created();
        bench.policy = _ -> new Verdict.Deny();
        assertThat(bench.submit(bot, Bench.restart("web"), Bench.waiting()))
                .isInstanceOf(Reply.Refused.class);
        bench.askFor(new Slot("operator", 1));
        bench.own = OwnThings.UNTOLD;
        assertThat(bench.submit(bot, Bench.restart("web"), Bench.waiting()))
                .isInstanceOf(Reply.Refused.class);
        assertThat(entries("grant.used")).isZero();
    }

    @Test
    void aPolicyThatAsksForMoreIsNotAnsweredUntilThoseHaveAgreedToo() {
        var grant = created();
        bench.askFor(new Slot("operator", 1), new Slot("security", 1));
        waits(bot);
        var seen = grant.terms().digest();
        taken(office.agree(CLEO, SECRET, grant.id(), seen, Optional.of("go on")));
        var stop = Bench.change("web", LifecycleAction.STOP);
        assertThat(state(bench.submit(bot, stop, Bench.waiting())))
                .isInstanceOf(OperationState.Succeeded.class);
    }

    @Test
    void whatPolicyAllowsUsesNothingUp() {
        var grant = created();
        bench.policy = _ -> new Verdict.Allow();
        assertThat(restart(bot)).isInstanceOf(OperationState.Succeeded.class);
        assertThat(now(grant.id()).remaining()).isEqualTo(3);
    }

    @Test
    void nobodyAgreesInAdvanceToWhatTheirOwnAgentAsks() {
        var ann = Bench.operator("ann", "operator");
        assertThat(refused(office.create(ann, SECRET, proposal()))).isEqualTo(Refusal.OWN_REQUEST);
        var grant = created();
        var seen = grant.terms().digest();
        assertThat(refused(office.agree(ann, SECRET, grant.id(), seen, Optional.empty())))
                .isEqualTo(Refusal.OWN_REQUEST);
        assertThat(entries("grant.voted")).isZero();
    }

    @Test
    void whoTurnsOutToBeTheHumanBehindTheAgentHasAgreedToNothing() {
        var dan = Bench.operator("dan", "operator");
        taken(office.create(dan, SECRET, proposal()));
        var dans =
                new Caller.Agent(
                        bot.subject(),
                        new CredentialId(CredentialId.Kind.OAUTH, "0badcafe"),
                        bot.scopes(),
                        bot.roles(),
                        Optional.of(dan.person()));
        waits(dans);
    }

    @Test
    void whatIsTakenBackAnswersNoMore() {
        var grant = created();
        taken(office.revoke(CLEO, SECRET, grant.id(), Optional.of("wrong host")));
        waits(bot);
        assertThat(refused(office.revoke(CLEO, SECRET, grant.id(), Optional.empty())))
                .isEqualTo(Refusal.ENDED);
        assertThat(bench.entryTypes()).contains("grant.revoked");
    }

    @Test
    void whatIsOverAnswersNoMoreAndTheClockTurnedBackBringsNothingBack() {
        created();
        bench.clock.advance(Duration.ofMinutes(121));
        waits(bot);
        bench.clock.advance(Duration.ofMinutes(-121));
        waits(bench.agentOf("bot", "ann"));
        assertThat(entries("grant.used")).isZero();
    }

    @Test
    void aNoCountsForMoreThanAGrantAlsoWhenItIsAskedALittleOtherwise() {
        var asked = (Reply.Tracked) bench.submit(bot, Bench.restart("web"), Terms.NONE);
        var approval = approval(asked.operation());
        var approvals = bench.application.approvals();
        var card = approvals.show(BOB, approval).orElseThrow();
        approvals.vote(
                BOB,
                SECRET,
                approval,
                Vote.Choice.DENY,
                card.approval().approval().request().digest(),
                Optional.empty());
        created();
        assertThat(bench.submit(bot, Bench.restart("web"), Bench.waiting()))
                .isInstanceOf(Reply.Refused.class);
        var gentler =
                new ChangeContainerState(
                        new ContainerRef("web"), LifecycleAction.RESTART, Duration.ofSeconds(11));
        assertThat(state(bench.submit(bot, gentler, Terms.NONE)))
                .isInstanceOf(OperationState.AwaitingApproval.class);

        bench.clock.advance(Duration.ofMinutes(11));
        assertThat(restart(bot)).isInstanceOf(OperationState.Succeeded.class);
    }

    private static ApprovalId approval(OperationRecord operation) {
        return ((OperationState.AwaitingApproval) operation.state()).approval();
    }

    @Test
    void oneKeyUsesOneUse() {
        var grant = created();
        var terms = Bench.waiting("key-123456");
        var first = (Reply.Tracked) bench.submit(bot, Bench.restart("web"), terms);
        var again = (Reply.Tracked) bench.submit(bot, Bench.restart("web"), terms);
        assertThat(again.operation().id()).isEqualTo(first.operation().id());
        assertThat(now(grant.id()).remaining()).isEqualTo(2);
    }

    @Test
    void aPlanAloneUsesNothingUp() {
        var grant = created();
        var plan = new Terms(Optional.empty(), true, Duration.ZERO, Optional.empty());
        assertThat(bench.submit(bot, Bench.restart("web"), plan)).isInstanceOf(Reply.Planned.class);
        assertThat(now(grant.id()).remaining()).isEqualTo(3);
    }

    @Test
    void ofManyCallsAtOnceExactlyAsManyPassAsMay() throws Exception {
        var grant = created("uses", "10");
        var calls = new ArrayList<Callable<OperationState>>();
        for (int i = 0; i < 40; i++) {
            calls.add(() -> state(bench.submit(bot, Bench.restart("web"), Terms.NONE)));
        }
        int passed = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(calls)) {
                passed += each.get() instanceof OperationState.AwaitingApproval ? 0 : 1;
            }
        }
        assertThat(passed).isEqualTo(10);
        assertThat(now(grant.id()).remaining()).isZero();
        assertThat(entries("op.started")).isEqualTo(10);
        assertThat(entries("grant.used")).isEqualTo(10);
    }

    @Test
    void aLedgerThatTakesNothingNewTakesNoGrantAndNoUse() {
        var grant = created();
        bench.ledger.enter(LedgerState.LOW_SPACE);
        assertThat(bench.submit(bot, Bench.restart("web"), Bench.waiting()))
                .isInstanceOf(Reply.Refused.class);
        taken(office.revoke(BOB, SECRET, grant.id(), Optional.empty()));
        bench.ledger.enter(LedgerState.NORMAL);
        assertThat(entries("grant.used")).isZero();
    }

    @Test
    void whoAsksBeforeIsToldWhichGrantWouldAnswer() {
        var grant = created();
        assertThat(explained(Bench.restart("web"))).contains(grant.id());
        assertThat(explained(Bench.restart("db"))).isEmpty();
        assertThat(now(grant.id()).remaining()).isEqualTo(3);
        bench.policy = _ -> new Verdict.Allow();
        assertThat(explained(Bench.restart("web"))).isEmpty();
    }

    private Optional<GrantId> explained(WriteOperation change) {
        var asked = bench.policy;
        bench.policy =
                question ->
                        question.operation() instanceof WriteOperation
                                ? asked.apply(question)
                                : new Verdict.Allow();
        var reply = (Reply.Answered) bench.submit(bot, new ExplainPolicy(change), Terms.NONE);
        bench.policy = asked;
        return ((Report.Explained) reply.report()).grant().map(StandingGrant::id);
    }

    @Test
    void aProposalThatIsNoneIsToldWhatToGiveInstead() {
        for (var wrong :
                List.of(
                        List.of("operation", "containers_start", "there are containers_lifecycle."),
                        List.of("operation", "operations_undo", "there are containers_lifecycle."),
                        List.of("uses", "many", "1 to 100"),
                        List.of("uses", "101", "1 to 100"),
                        List.of("rate", "often", "5/hour"),
                        List.of("lasts", "2", "2h"),
                        List.of("lasts", "9h", "8 hours"),
                        List.of("from", "tomorrow", "2026-01-01T12:00:00Z"),
                        List.of("parameters", "grace_s", "grace_s=0..30"),
                        List.of("containers", "", "a name or a label"),
                        List.of("client", "", "1 to 128"),
                        List.of("agent", "operator:bob", "agent:ci"),
                        List.of("reason", " ", "what it is for"))) {
            assertThatIllegalArgumentException()
                    .as(wrong.toString())
                    .isThrownBy(
                            () -> office.create(BOB, SECRET, proposal(wrong.get(0), wrong.get(1))))
                    .withMessageContaining(wrong.get(2));
        }
        assertThat(entries("grant.created")).isZero();
    }
}
