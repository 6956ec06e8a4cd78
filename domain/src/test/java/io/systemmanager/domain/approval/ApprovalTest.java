package io.systemmanager.domain.approval;

import static io.systemmanager.domain.approval.SampleApprovals.BOB;
import static io.systemmanager.domain.approval.SampleApprovals.CLEO;
import static io.systemmanager.domain.approval.SampleApprovals.NOON;
import static io.systemmanager.domain.approval.SampleApprovals.OPERATOR;
import static io.systemmanager.domain.approval.SampleApprovals.SECURITY;
import static io.systemmanager.domain.approval.SampleApprovals.approver;
import static io.systemmanager.domain.approval.SampleApprovals.asking;
import static io.systemmanager.domain.approval.SampleApprovals.no;
import static io.systemmanager.domain.approval.SampleApprovals.signing;
import static io.systemmanager.domain.approval.SampleApprovals.yes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.risk.Risk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApprovalTest {
    private static final ApprovalRequest ONE = asking(OPERATOR);
    private static final ApprovalRequest TWO = asking(OPERATOR, SECURITY);
    private static final Digest OTHER = Digest.of(new byte[] {1});
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final Optional<String> SILENT = Optional.empty();

    @Test
    void theLastVoteApproves() {
        var pending = moved(new Approval.Pending(TWO), yes(TWO, BOB));
        var approved = moved(pending, yes(TWO, CLEO));

        assertThat(pending).isInstanceOf(Approval.Pending.class);
        assertThat(approved).isInstanceOf(Approval.Approved.class);
        assertThat(approved.votes()).extracting(Vote::by).containsExactly(BOB, CLEO);
        assertThat(approved.since()).isEqualTo(LATER);
    }

    @Test
    void nobodyDecidesOnARequestOfTheirOwn() {
        var own = approver("ann", "operator", "security");
        var pending = new Approval.Pending(TWO);

        assertThat(refusal(pending, yes(TWO, own))).isEqualTo(Refusal.OWN_REQUEST);
        assertThat(refusal(pending, no(TWO, own))).isEqualTo(Refusal.OWN_REQUEST);
        assertThat(refusal(pending, new Move.Revoke(own, SILENT))).isEqualTo(Refusal.OWN_REQUEST);
        assertThat(refusal(approved(), new Move.Revoke(own, SILENT)))
                .isEqualTo(Refusal.OWN_REQUEST);
    }

    @Test
    void whoHasNoneOfTheRolesDoesNotDecide() {
        var mel = approver("mel", "owner");
        var pending = new Approval.Pending(TWO);

        assertThat(refusal(pending, yes(TWO, mel))).isEqualTo(Refusal.NOT_ELIGIBLE);
        assertThat(refusal(pending, no(TWO, mel))).isEqualTo(Refusal.NOT_ELIGIBLE);
        assertThat(refusal(pending, new Move.Revoke(mel, SILENT))).isEqualTo(Refusal.NOT_ELIGIBLE);
    }

    @Test
    void aPersonVotesOnce() {
        var pending = moved(new Approval.Pending(TWO), yes(TWO, approver("eve", "operator")));

        assertThat(refusal(pending, yes(TWO, approver("eve", "security"))))
                .isEqualTo(Refusal.ALREADY_VOTED);
        assertThat(refusal(pending, no(TWO, approver("eve", "operator"))))
                .isEqualTo(Refusal.ALREADY_VOTED);
    }

    @Test
    void aVoteThatFillsNoOpenSlotIsRefused() {
        var pending = moved(new Approval.Pending(TWO), yes(TWO, BOB));

        assertThat(refusal(pending, yes(TWO, approver("dan", "operator"))))
                .isEqualTo(Refusal.NO_OPEN_SLOT);
    }

    @Test
    void aVoteForAnotherDigestIsRefused() {
        var pending = new Approval.Pending(ONE);

        for (var choice : Vote.Choice.values()) {
            assertThat(refusal(pending, new Move.Cast(BOB, choice, OTHER, SILENT)))
                    .isEqualTo(Refusal.DIGEST_MISMATCH);
        }
    }

    @Test
    void whereSignaturesAreAskedForOnlyANoNeedsNone() {
        var signed = asking(true, OPERATOR);
        var pending = new Approval.Pending(signed);

        assertThat(refusal(pending, yes(signed, BOB))).isEqualTo(Refusal.SIGNATURE_NEEDED);
        assertThat(moved(pending, yes(signed, signing(BOB, signed, Vote.Choice.APPROVE))))
                .isInstanceOf(Approval.Approved.class);
        assertThat(moved(pending, no(signed, BOB))).isInstanceOf(Ended.Denied.class);
    }

    @Test
    void aSignatureServesForItsApprovalDigestChoiceAndDeadlineOnly() {
        var signed = asking(true, OPERATOR);
        var good = signed.statement(Vote.Choice.APPROVE);
        var id = new ApprovalId("apr_" + "b".repeat(26));
        var others =
                List.of(
                        new Statement(id, good.digest(), good.choice(), good.until()),
                        new Statement(good.id(), OTHER, good.choice(), good.until()),
                        signed.statement(Vote.Choice.DENY),
                        new Statement(
                                good.id(),
                                good.digest(),
                                good.choice(),
                                good.until().plusSeconds(1)));

        for (var other : others) {
            var vote = yes(signed, signing(BOB, other.text()));
            assertThat(refusal(new Approval.Pending(signed), vote))
                    .as(other.text())
                    .isEqualTo(Refusal.SIGNATURE_INVALID);
        }
    }

    @Test
    void aWrongSignatureDoesNotCountWhereNoneIsNeededEither() {
        var pending = new Approval.Pending(ONE);

        assertThat(refusal(pending, yes(ONE, signing(BOB, "something else"))))
                .isEqualTo(Refusal.SIGNATURE_INVALID);
        assertThat(refusal(pending, no(ONE, signing(BOB, ONE, Vote.Choice.APPROVE))))
                .isEqualTo(Refusal.SIGNATURE_INVALID);
    }

    @Test
    void aStateWithAVoteThatNobodySignedCannotBeMade() {
        var signed = asking(true, OPERATOR);
        for (var by : List.of(BOB, signing(BOB, signed, Vote.Choice.DENY))) {
            var vote = new Vote(by, Vote.Choice.APPROVE, signed.digest(), NOON, SILENT);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Approval.Approved(signed, List.of(vote)))
                    .withMessageContaining("signature");
        }
    }

    @Test
    void aSignedVoteProvesNoRevocation() {
        var pending = new Approval.Pending(ONE);
        var revoke = new Move.Revoke(signing(BOB, ONE, Vote.Choice.APPROVE), SILENT);

        assertThat(refusal(pending, revoke)).isEqualTo(Refusal.SIGNATURE_INVALID);
    }

    @Test
    void oneVoteAgainstIsEnoughEvenFromWhomNoOpenSlotNeeds() {
        var pending = moved(new Approval.Pending(TWO), yes(TWO, BOB));
        var denied = moved(pending, no(TWO, approver("dan", "operator")));

        assertThat(denied).isInstanceOf(Ended.Denied.class);
        assertThat(denied.votes().getLast().reason()).contains("not now");
    }

    @Test
    void onlyWhoeverAskedCancels() {
        var pending = new Approval.Pending(ONE);
        var cancel = new Move.Cancel(new Subject("agent:bot"));

        assertThat(moved(pending, cancel)).isInstanceOf(Ended.Cancelled.class);
        assertThat(refusal(pending, new Move.Cancel(new Subject("agent:bot2"))))
                .isEqualTo(Refusal.NOT_YOURS);
        assertThat(refusal(approved(), cancel)).isEqualTo(Refusal.NOT_PENDING);
    }

    @Test
    void anyEligiblePersonRevokesBeforeTheClaim() {
        var dan = approver("dan", "operator");
        var revoke = new Move.Revoke(dan, Optional.of("wrong host\u0007"));

        assertThat(moved(new Approval.Pending(ONE), revoke)).isInstanceOf(Ended.Revoked.class);
        var revoked = (Ended.Revoked) moved(approved(), revoke);
        assertThat(revoked.by()).isEqualTo(dan);
        assertThat(revoked.reason()).contains("wrong host\\u0007");
        assertThat(refusal(consumed(), revoke)).isEqualTo(Refusal.ALREADY_CLAIMED);
    }

    @Test
    void onlyWhatWasApprovedIsClaimedByItsDigestAndOnce() {
        var claim = new Move.Claim(ONE.digest());

        assertThat(refusal(new Approval.Pending(ONE), claim)).isEqualTo(Refusal.NOT_APPROVED);
        assertThat(refusal(approved(), new Move.Claim(OTHER))).isEqualTo(Refusal.DIGEST_MISMATCH);
        var consumed = moved(approved(), claim);
        assertThat(consumed).isInstanceOf(Approval.Consumed.class);
        assertThat(refusal(consumed, claim)).isEqualTo(Refusal.ALREADY_CLAIMED);
    }

    @ParameterizedTest
    @EnumSource
    void onlyAClaimedOneFinishes(Ending ending) {
        var finish = new Move.Finish(ending);

        assertThat(refusal(new Approval.Pending(ONE), finish)).isEqualTo(Refusal.NOT_CLAIMED);
        assertThat(refusal(approved(), finish)).isEqualTo(Refusal.NOT_CLAIMED);
        var done = (Ended.Done) moved(consumed(), finish);
        assertThat(done.ending()).isEqualTo(ending);
        assertThat(done.votes()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatMovedIsStaleBeforeTheClaimAndNotAfter(Staleness why) {
        var spoil = new Move.Spoil(why);

        assertThat(((Ended.Stale) moved(new Approval.Pending(ONE), spoil)).why()).isEqualTo(why);
        assertThat(moved(approved(), spoil)).isInstanceOf(Ended.Stale.class);
        assertThat(refusal(consumed(), spoil)).isEqualTo(Refusal.ALREADY_CLAIMED);
    }

    @Test
    void votesCountUntilTheDeadlineAndNotAfter() {
        var pending = new Approval.Pending(ONE);
        var last = NOON.plus(Duration.ofMinutes(15));

        assertThat(pending.after(yes(ONE, BOB), last)).isInstanceOf(Step.Moved.class);
        assertThat(pending.after(yes(ONE, BOB), last.plusNanos(1)))
                .isEqualTo(new Step.Refused(Refusal.EXPIRED));
    }

    @Test
    void aClaimCountsForItsTimeAfterTheLastVote() {
        var approved = approved();
        var claim = new Move.Claim(ONE.digest());
        var last = LATER.plus(Duration.ofMinutes(10));

        assertThat(approved.after(claim, last)).isInstanceOf(Step.Moved.class);
        assertThat(approved.after(claim, last.plusNanos(1)))
                .isEqualTo(new Step.Refused(Refusal.EXPIRED));
    }

    @Test
    void aLookAtTheClockExpiresWhatIsOverAndNothingElse() {
        var lapse = new Move.Lapse();
        var late = NOON.plus(Duration.ofHours(1));

        assertThat(refusal(new Approval.Pending(ONE), lapse)).isEqualTo(Refusal.NOT_DUE);
        assertThat(refusal(approved(), lapse)).isEqualTo(Refusal.NOT_DUE);
        for (var open : List.of(new Approval.Pending(ONE), approved())) {
            assertThat(open.after(lapse, late))
                    .isEqualTo(
                            new Step.Moved(new Ended.Expired(open.request(), open.votes(), late)));
        }
        assertThat(consumed().after(lapse, late))
                .isEqualTo(new Step.Refused(Refusal.ALREADY_CLAIMED));
    }

    @Test
    void aClockThatWentBackDoesNotDateAnythingBeforeWhatCameFirst() {
        var step =
                (Step.Moved) new Approval.Pending(ONE).after(yes(ONE, BOB), NOON.minusSeconds(9));

        assertThat(step.next().since()).isEqualTo(NOON);
    }

    @Test
    void nothingChangesWhatHasEnded() {
        var denied = moved(new Approval.Pending(ONE), no(ONE, BOB));

        assertThat(refusal(denied, yes(ONE, CLEO))).isEqualTo(Refusal.ENDED);
        assertThat(refusal(denied, new Move.Claim(ONE.digest()))).isEqualTo(Refusal.ENDED);
        assertThat(denied.after(new Move.Lapse(), NOON.plus(Duration.ofDays(1))))
                .isEqualTo(new Step.Refused(Refusal.ENDED));
    }

    @Test
    void aStateThatBreaksARuleCannotBeMade() {
        var own = vote(approver("ann", "operator"), Vote.Choice.APPROVE, ONE.digest());
        var good = vote(BOB, Vote.Choice.APPROVE, ONE.digest());
        var strange = vote(BOB, Vote.Choice.APPROVE, OTHER);
        var late = new Vote(BOB, good.choice(), ONE.digest(), NOON.plusSeconds(901), SILENT);
        var against = vote(BOB, Vote.Choice.DENY, ONE.digest());

        refused(() -> new Approval.Pending(TWO, List.of(own)));
        refused(() -> new Approval.Pending(TWO, List.of(good, good)));
        refused(() -> new Approval.Pending(ONE, List.of(good)));
        refused(() -> new Approval.Pending(ONE, List.of(against)));
        refused(() -> new Approval.Approved(ONE, List.of()));
        refused(() -> new Approval.Approved(ONE, List.of(own)));
        refused(() -> new Approval.Approved(ONE, List.of(strange)));
        refused(() -> new Approval.Approved(ONE, List.of(late)));
        refused(() -> new Approval.Consumed(TWO, List.of(good), LATER));
        refused(() -> new Ended.Revoked(ONE, List.of(), own.by(), SILENT, LATER));
        refused(() -> new Ended.Denied(ONE, List.of()));
        refused(() -> new Ended.Denied(ONE, List.of(good)));
    }

    private static void refused(ThrowingCallable making) {
        assertThatIllegalArgumentException().isThrownBy(making);
    }

    private static Vote vote(Approver by, Vote.Choice choice, Digest digest) {
        return new Vote(by, choice, digest, LATER, SILENT);
    }

    private static Approval approved() {
        return moved(new Approval.Pending(ONE), yes(ONE, BOB));
    }

    private static Approval consumed() {
        return moved(approved(), new Move.Claim(ONE.digest()));
    }

    private static Approval moved(Approval from, Move move) {
        assertThat(from.after(move, LATER)).isInstanceOf(Step.Moved.class);
        return ((Step.Moved) from.after(move, LATER)).next();
    }

    private static Refusal refusal(Approval from, Move move) {
        assertThat(from.after(move, LATER)).isInstanceOf(Step.Refused.class);
        return ((Step.Refused) from.after(move, LATER)).why();
    }

    @Test
    void whatIsHighTakesASecretThatIsFresh() {
        var pending = new Approval.Pending(ONE);

        assertThat(after(pending, LATER.minusSeconds(300))).isInstanceOf(Approval.Approved.class);
        for (var proven : List.of(LATER.minusSeconds(301), LATER.plusSeconds(1))) {
            assertThat(refusal(pending, yes(ONE, session(proven))))
                    .isEqualTo(Refusal.SECRET_NEEDED);
        }
    }

    @Test
    void whatIsCriticalTakesTheSecretItselfAndWhatIsLowDoesNot() {
        assertThat(refusal(pending(Risk.CRITICAL), yes(ONE, session(LATER))))
                .isEqualTo(Refusal.SECRET_NEEDED);
        assertThat(moved(pending(Risk.CRITICAL), yes(ONE, BOB)))
                .isInstanceOf(Approval.Approved.class);
        assertThat(moved(pending(Risk.LOW), yes(ONE, session(NOON.minusSeconds(9_000)))))
                .isInstanceOf(Approval.Approved.class);
    }

    @Test
    void aNoNeedsNoFreshSecret() {
        assertThat(moved(pending(Risk.CRITICAL), no(ONE, session(NOON.minusSeconds(9_000)))))
                .isInstanceOf(Ended.Denied.class);
    }

    private static Approval after(Approval.Pending pending, Instant proven) {
        return moved(pending, yes(ONE, session(proven)));
    }

    private static Approver session(Instant proven) {
        return new Approver(BOB.person(), BOB.roles(), new Approver.Session(proven));
    }

    private static Approval.Pending pending(Risk risk) {
        return new Approval.Pending(
                new ApprovalRequest(
                        ONE.id(),
                        ONE.binding(),
                        risk,
                        ONE.terms(),
                        ONE.requestedAt(),
                        ONE.reason()));
    }
}
