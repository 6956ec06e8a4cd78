package io.systemmanager.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.application.ApprovalOffice.Ruling;
import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.approval.ApprovalRequest;
import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.approval.Refusal;
import io.systemmanager.domain.approval.Statement;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.policy.Slot;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.simulated.SimulatedSshKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Approvals that take signatures, and the anchor before the effect, through the application. */
class SignedApprovalsTest {
    private static final Client CLIENT =
            new Client(Optional.of("systemmanager"), Optional.empty(), "", "unix");
    private static final Optional<String> SILENT = Optional.empty();

    private final Bench bench = new Bench();
    private final ApprovalOffice office = bench.application.approvals();
    private final Instant later = bench.clock.instant().plus(Duration.ofDays(1));
    private final SimulatedSshKey bobs = keyOf("bob");
    private final SimulatedSshKey cleos = keyOf("cleo");

    @BeforeEach
    void askForSignatures() {
        askFor(Set.of(Verdict.Approve.Demand.SIGNED), new Slot("operator", 1));
    }

    private void askFor(Set<Verdict.Approve.Demand> demands, Slot... slots) {
        bench.policy = _ -> new Verdict.Approve(List.of(slots), demands);
    }

    private SimulatedSshKey keyOf(String person) {
        var key = new SimulatedSshKey();
        bench.signers.add(key.key(), new Person(person), later);
        return key;
    }

    private ApprovalRequest asked() {
        return asked(LifecycleAction.STOP);
    }

    private ApprovalRequest asked(LifecycleAction action) {
        bench.submit(bench.agentOf("bot", "ann"), Bench.change("web", action), Terms.NONE);
        return office.open().getLast().approval().approval().request();
    }

    private Ruling vote(Caller.Operator by, ApprovalRequest request, Approver.Method method) {
        return office.vote(by, method, request.id(), Vote.Choice.APPROVE, request.digest(), SILENT);
    }

    private static Approver.Method signed(SimulatedSshKey key, Statement statement) {
        return new Approver.Signed(key.sign(Statement.NAMESPACE, statement.text()));
    }

    private static Approver.Method approval(SimulatedSshKey key, ApprovalRequest request) {
        return signed(key, request.statement(Vote.Choice.APPROVE));
    }

    private static void refused(Ruling ruling, Refusal why) {
        assertThat(ruling).isEqualTo(new Ruling.Refused(why));
    }

    private OperationState end(ApprovalRequest request) {
        bench.application.drain(Duration.ofSeconds(10));
        return office.latest(10).stream()
                .filter(card -> card.approval().id().equals(request.id()))
                .findFirst()
                .orElseThrow()
                .operation()
                .state();
    }

    @Test
    void aSignatureOfARightfulKeyBringsTheExecution() {
        var request = asked();

        assertThat(vote(Bench.operator("bob", "operator"), request, approval(bobs, request)))
                .isInstanceOf(Ruling.Taken.class);

        assertThat(end(request)).isInstanceOf(OperationState.Succeeded.class);
    }

    @Test
    void aSecretIsNotEnoughAndANoNeedsNoSignature() {
        var request = asked();

        refused(
                vote(Bench.operator("bob", "operator"), request, new Approver.Secret()),
                Refusal.SIGNATURE_NEEDED);
        assertThat(
                        office.vote(
                                Bench.operator("bob", "operator"),
                                new Approver.Secret(),
                                request.id(),
                                Vote.Choice.DENY,
                                request.digest(),
                                SILENT))
                .isInstanceOf(Ruling.Taken.class);
    }

    @Test
    void aSignatureForAnythingElseIsRefused() {
        var request = asked();
        var other = asked(LifecycleAction.RESTART);
        var good = request.statement(Vote.Choice.APPROVE);
        var others =
                List.of(
                        other.statement(Vote.Choice.APPROVE),
                        request.statement(Vote.Choice.DENY),
                        new Statement(
                                new ApprovalId("apr_" + "b".repeat(26)),
                                good.digest(),
                                good.choice(),
                                good.until()),
                        new Statement(
                                good.id(), Digest.of(new byte[0]), good.choice(), good.until()),
                        new Statement(
                                good.id(),
                                good.digest(),
                                good.choice(),
                                good.until().plusMillis(1)));

        for (var statement : others) {
            refused(
                    vote(Bench.operator("bob", "operator"), request, signed(bobs, statement)),
                    Refusal.SIGNATURE_INVALID);
        }
        var git = new Approver.Signed(bobs.sign("git", good.text()));
        refused(vote(Bench.operator("bob", "operator"), request, git), Refusal.SIGNATURE_INVALID);
    }

    @Test
    void aKeyThatIsNobodysOrAnothersOrOverIsRefused() {
        var request = asked();
        var bob = Bench.operator("bob", "operator");
        var expired = new SimulatedSshKey();
        bench.signers.add(expired.key(), new Person("bob"), bench.clock.instant().minusSeconds(1));

        for (var key : List.of(new SimulatedSshKey(), cleos, expired)) {
            refused(vote(bob, request, approval(key, request)), Refusal.SIGNATURE_INVALID);
        }
    }

    @Test
    void onePersonFillsOneSlotHoweverManyKeysTheyHave() {
        askFor(
                Set.of(Verdict.Approve.Demand.SIGNED),
                new Slot("operator", 1),
                new Slot("security", 1));
        var request = asked();
        var bob = Bench.operator("bob", "operator", "security");
        var second = keyOf("bob");

        assertThat(vote(bob, request, approval(bobs, request))).isInstanceOf(Ruling.Taken.class);
        refused(vote(bob, request, approval(second, request)), Refusal.ALREADY_VOTED);
    }

    @Test
    void theHumanOfTheRequesterIsRefusedWithASignatureToo() {
        var request = asked();
        var anns = keyOf("ann");

        refused(
                vote(Bench.operator("ann", "operator"), request, approval(anns, request)),
                Refusal.OWN_REQUEST);
    }

    @Test
    void aKeyThatIsTakenAwayTakesItsVotesAlong() {
        askFor(
                Set.of(Verdict.Approve.Demand.SIGNED),
                new Slot("operator", 1),
                new Slot("security", 1));
        var request = asked();
        vote(Bench.operator("bob", "operator"), request, approval(bobs, request));
        bench.signers.remove(bobs.key());

        vote(Bench.operator("cleo", "security"), request, approval(cleos, request));
        bench.application.lookAtApprovals();

        assertThat(end(request)).isInstanceOf(OperationState.Failed.class);
        assertThat(bench.stateOf("web")).isEqualTo(ContainerState.RUNNING);
        assertThat(office.latest(1).getFirst().approval().approval().wireName()).isEqualTo("stale");
    }

    @Test
    void aSignedVoteProvesItsOperatorByItself() {
        var request = asked();
        var statement = request.statement(Vote.Choice.APPROVE);
        issue("bob", "security");
        bench.clock.advance(Duration.ofSeconds(1));
        issue("bob", "operator");

        var known = admitted(bobs, statement);

        assertThat(known).isInstanceOf(Authentication.Known.class);
        var caller = (Caller.Operator) ((Authentication.Known) known).caller();
        assertThat(caller.person()).isEqualTo(new Person("bob"));
        assertThat(caller.roles()).containsExactly("operator");
    }

    @Test
    void aSignedVoteOfWhomHasNoGoodCredentialProvesNobody() {
        var statement = asked().statement(Vote.Choice.APPROVE);

        assertThat(admitted(bobs, statement)).isInstanceOf(Authentication.Rejected.class);
        var issued = issue("bob", "operator");
        assertThat(admitted(new SimulatedSshKey(), statement))
                .isInstanceOf(Authentication.Rejected.class);
        bench.tokens.revoke(new Subject("operator:bob"), issued.token().id());
        assertThat(admitted(bobs, statement)).isInstanceOf(Authentication.Rejected.class);
    }

    private TokenOffice.Issued issue(String name, String role) {
        return bench.tokens.issue(
                new Subject("operator:root"),
                new Subject("operator:" + name),
                Set.of(),
                Set.of(role),
                Optional.of(new Person(name)),
                Optional.empty());
    }

    private Authentication admitted(SimulatedSshKey key, Statement statement) {
        var signature = key.sign(Statement.NAMESPACE, statement.text());
        return bench.application
                .door()
                .admit(
                        new Evidence.SignedVote(signature, statement),
                        CLIENT,
                        Caller.Operator.class);
    }

    @Test
    void theAnchorComesAfterTheIntentAndBeforeTheEffect() {
        askFor(Set.of(Verdict.Approve.Demand.ANCHOR), new Slot("operator", 1));
        bench.anchoring.configure();
        var request = asked();
        var seen = new StringBuilder();
        bench.anchoring.watch(() ->
                seen.append(bench.entryTypes().getLast())
                        .append(' ')
                        .append(bench.stateOf("web").wireName()));

        vote(Bench.operator("bob", "operator"), request, new Approver.Secret());

        assertThat(end(request)).isInstanceOf(OperationState.Succeeded.class);
        assertThat(seen).hasToString("op.started running");
        assertThat(bench.anchoring.taken()).isEqualTo(1);
    }

    @Test
    void whatCannotBeAnchoredIsNotDone() {
        askFor(Set.of(Verdict.Approve.Demand.ANCHOR), new Slot("operator", 1));
        bench.anchoring.configure();
        bench.anchoring.breakDown();
        var request = asked();

        vote(Bench.operator("bob", "operator"), request, new Approver.Secret());

        assertThat(end(request))
                .isInstanceOfSatisfying(
                        OperationState.Failed.class,
                        failed ->
                                assertThat(failed.fault().code())
                                        .isEqualTo(FaultCode.ANCHOR_FAILED));
        assertThat(bench.stateOf("web")).isEqualTo(ContainerState.RUNNING);
    }

    @Test
    void whatNeedsNoAnchorAsksNone() {
        var request = asked();
        bench.anchoring.configure();
        bench.anchoring.breakDown();

        vote(Bench.operator("bob", "operator"), request, approval(bobs, request));

        assertThat(end(request)).isInstanceOf(OperationState.Succeeded.class);
    }
}
