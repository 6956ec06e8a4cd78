package io.systemmanager.domain.grant;

import static io.systemmanager.domain.grant.SampleGrants.ANN;
import static io.systemmanager.domain.grant.SampleGrants.BOB;
import static io.systemmanager.domain.grant.SampleGrants.BOTH;
import static io.systemmanager.domain.grant.SampleGrants.CLEO;
import static io.systemmanager.domain.grant.SampleGrants.NOON;
import static io.systemmanager.domain.grant.SampleGrants.ONE;
import static io.systemmanager.domain.grant.SampleGrants.live;
import static io.systemmanager.domain.grant.SampleGrants.question;
import static io.systemmanager.domain.grant.SampleGrants.requester;
import static io.systemmanager.domain.grant.SampleGrants.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.approval.Refusal;
import io.systemmanager.domain.approval.Statement;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.risk.Risk;
import io.systemmanager.domain.sshsig.TestSigner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StandingGrantTest {
    private static final Instant LATER = NOON.plusSeconds(5);

    private static GrantAnswer no(Unmet why) {
        return new GrantAnswer.No(why);
    }

    private static StandingGrant.Live used(StandingGrant.Live grant, Instant at) {
        return ((GrantAnswer.Yes) grant.answer(question(), at)).after();
    }

    private static GrantStep agreed(StandingGrant.Live grant, Approver by) {
        return grant.agree(by, grant.terms().digest(), Optional.empty(), LATER);
    }

    @Test
    void itAnswersACallWithinItsBoundsAndCountsIt() {
        var after = used(live(), LATER);
        assertThat(after.uses()).containsExactly(LATER);
        assertThat(after.remaining()).isEqualTo(2);
    }

    @Test
    void eachBoundKeepsACallOut() {
        var mine = requester("agent:bot", "cli");
        var stranger = question(requester("agent:other", "cli"), "restart", 10, Risk.LOW, ONE);
        var program = question(requester("agent:bot", "other"), "restart", 10, Risk.LOW, ONE);
        var stop = question(mine, "stop", 10, Risk.LOW, ONE);
        var patient = question(mine, "restart", 31, Risk.LOW, ONE);
        var critical = question(mine, "restart", 10, Risk.CRITICAL, ONE);
        assertThat(live().answer(stranger, LATER)).isEqualTo(no(Unmet.HOLDER));
        assertThat(live().answer(program, LATER)).isEqualTo(no(Unmet.HOLDER));
        assertThat(live().answer(stop, LATER)).isEqualTo(no(Unmet.OPERATION));
        assertThat(live().answer(patient, LATER)).isEqualTo(no(Unmet.PARAMETERS));
        assertThat(live().answer(critical, LATER)).isEqualTo(no(Unmet.CRITICAL));
    }

    @Test
    void whatPolicyAsksNowIsWhatItsVotesMustFill() {
        var two = question(requester("agent:bot", "cli"), "restart", 10, Risk.HIGH, BOTH);
        assertThat(live().answer(two, LATER)).isEqualTo(no(Unmet.VOTES));
        var both = live(agreed(live(), CLEO));
        assertThat(both.answer(two, LATER)).isInstanceOf(GrantAnswer.Yes.class);
    }

    @Test
    void theAgreementOfTheHumanBehindTheAgentFillsNothing() {
        var anns = live(StandingGrant.Live.begin(live().terms(), ANN));
        assertThat(anns.answer(question(), LATER)).isEqualTo(no(Unmet.VOTES));
    }

    @Test
    void votesAreNoSignatureAndNoAnchor() {
        for (var demand : Verdict.Approve.Demand.values()) {
            var asked = new Verdict.Approve(ONE.slots(), Set.of(demand));
            var call = question(requester("agent:bot", "cli"), "restart", 10, Risk.LOW, asked);
            assertThat(live().answer(call, LATER)).isEqualTo(no(Unmet.DEMANDS));
        }
    }

    @Test
    void itAnswersInItsTimeOnly() {
        var terms = live().terms();
        var later =
                new GrantTerms(
                        terms.id(),
                        terms.holder(),
                        terms.operations(),
                        terms.targets(),
                        terms.parameters(),
                        1,
                        terms.rate(),
                        NOON,
                        NOON.plusSeconds(60),
                        NOON.plusSeconds(120),
                        "later");
        var grant = live(StandingGrant.Live.begin(later, BOB));
        assertThat(grant.answer(question(), NOON.plusSeconds(59))).isEqualTo(no(Unmet.NOT_YET));
        assertThat(grant.answer(question(), NOON.plusSeconds(60)))
                .isInstanceOf(GrantAnswer.Yes.class);
        assertThat(grant.answer(question(), NOON.plusSeconds(120))).isEqualTo(no(Unmet.EXPIRED));
    }

    @Test
    void aClockThatIsTurnedBackMakesNoRoomForMore() {
        var twice = used(used(live(), LATER), LATER);
        assertThat(twice.answer(question(), NOON.minusSeconds(3600))).isEqualTo(no(Unmet.RATE));
        var third = used(twice, LATER.plusSeconds(60));
        assertThat(third.answer(question(), LATER.plusSeconds(600))).isEqualTo(no(Unmet.USED_UP));
    }

    @Test
    void aPersonAgreesOnceAndToWhatTheySaw() {
        assertThat(agreed(live(), BOB)).isEqualTo(new GrantStep.Refused(Refusal.ALREADY_VOTED));
        var other = new Digest("0".repeat(64));
        assertThat(live().agree(CLEO, other, Optional.empty(), LATER))
                .isEqualTo(new GrantStep.Refused(Refusal.DIGEST_MISMATCH));
        assertThat(
                        live().agree(
                                        CLEO,
                                        live().terms().digest(),
                                        Optional.empty(),
                                        NOON.plusSeconds(3600)))
                .isEqualTo(new GrantStep.Refused(Refusal.EXPIRED));
    }

    @Test
    void anOldSessionAndASignatureOfAnApprovalAgreeToNothing() {
        var idle = new Approver.Session(NOON.minusSeconds(300));
        var signed = new Approver.Signed(TestSigner.random().sign(Statement.NAMESPACE, "anything"));
        for (var method : List.of(idle, signed)) {
            var cleo = new Approver(CLEO.person(), CLEO.roles(), method);
            assertThat(agreed(live(), cleo))
                    .isEqualTo(new GrantStep.Refused(Refusal.SECRET_NEEDED));
        }
        var fresh = new Approver(CLEO.person(), CLEO.roles(), new Approver.Session(NOON));
        assertThat(agreed(live(), fresh)).isInstanceOf(GrantStep.Moved.class);
    }

    @Test
    void whoDecidesNothingNeitherAgreesNorRevokes() {
        var nobody = SampleGrants.approver("eve");
        var refused = new GrantStep.Refused(Refusal.NOT_ELIGIBLE);
        assertThat(agreed(live(), nobody)).isEqualTo(refused);
        assertThat(live().revoke(nobody, Optional.empty(), LATER)).isEqualTo(refused);
    }

    @Test
    void aStateBeyondTheBoundsCannotBeMade() {
        var terms = live().terms();
        var votes = live().votes();
        for (var uses :
                List.of(
                        List.of(LATER, LATER, LATER),
                        List.of(LATER, NOON),
                        List.of(NOON.minusMillis(1)),
                        List.of(terms.expires()))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new StandingGrant.Live(terms, votes, uses));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StandingGrant.Live(terms, List.of(), List.of()));
        var other = terms(100, Rate.of("100/minute"), Duration.ofHours(8));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StandingGrant.Live(other, votes, List.of()));
    }

    @Test
    void termsAreBounded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terms(1, Rate.of("1/hour"), Duration.ofHours(8).plusMillis(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terms(1, Rate.of("1/hour"), Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terms(101, Rate.of("1/hour"), Duration.ofHours(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terms(0, Rate.of("1/hour"), Duration.ofHours(1)));
        assertThat(terms(100, Rate.of("100/minute"), Duration.ofHours(8)).uses()).isEqualTo(100);
    }

    @Test
    void boundsAreReadAsTheyAreWritten() {
        for (var text : List.of("0..30", "stop,restart", "a_b")) {
            assertThat(ParameterBound.of(text)).hasToString(text);
        }
        assertThat(ParameterBound.of("10")).isEqualTo(new ParameterBound.Range(10, 10));
        assertThat(Rate.of("5/hour")).hasToString("5/hour");
        for (var wrong : List.of("", "9..1", "a,", "a b", "1..", "-1")) {
            assertThatIllegalArgumentException().isThrownBy(() -> ParameterBound.of(wrong));
        }
        for (var wrong : List.of("", "0/hour", "5/day", "101/hour", "5")) {
            assertThatIllegalArgumentException().isThrownBy(() -> Rate.of(wrong));
        }
    }
}
