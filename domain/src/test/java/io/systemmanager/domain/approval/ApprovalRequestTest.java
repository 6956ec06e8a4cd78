package io.systemmanager.domain.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Outcome;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApprovalRequestTest {
    private static final ApprovalRequest ASKED = SampleApprovals.asking(SampleApprovals.OPERATOR);

    @Test
    void whatIsSignedNamesTheApprovalItsDigestTheChoiceAndTheDeadline() {
        assertThat(ASKED.statement(Vote.Choice.APPROVE).text())
                .isEqualTo(
                        "systemmanager-approval/v1\n%s\n%s\napprove\n2026-01-01T12:15:00.000Z\n"
                                .formatted("apr_" + "a".repeat(26), ASKED.digest().hex()));
        assertThat(ASKED.statement(Vote.Choice.DENY).text()).contains("\ndeny\n");
    }

    @Test
    void wordsFromOutsideAreMadeVisibleAndCut() {
        var request =
                new ApprovalRequest(
                        ASKED.id(),
                        ASKED.binding(),
                        ASKED.risk(),
                        ASKED.terms(),
                        ASKED.requestedAt(),
                        Optional.of("\u202e" + "x".repeat(600)));

        assertThat(request.reason().orElseThrow()).hasSize(500).startsWith("\\u202exx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "apr_", "apr_AAAAAAAAAAAAAAAAAAAAAAAAAA", "op_aaaa", "apr_a\n"})
    void anIdHasOneForm(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ApprovalId(text));
    }

    @Test
    void theLatestTimeNeverGoesBack() {
        var noon = new Latest(SampleApprovals.NOON);

        assertThat(noon.and(Instant.EPOCH)).isEqualTo(noon);
        assertThat(noon.and(SampleApprovals.NOON.plusMillis(1)).seen())
                .isEqualTo("2026-01-01T12:00:00.001Z");
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalHasACauseAndANextStep(Refusal refusal) {
        assertThat(refusal.wireName()).matches("[a-z_]+");
        assertThat(refusal.meaning()).endsWith(".");
        assertThat(refusal.nextStep()).endsWith(".");
    }

    @Test
    void whatWasTakenBackCountsAsFailed() {
        var fault = Fault.of(FaultCode.ENGINE_ERROR);

        assertThat(
                        Arrays.asList(
                                Ending.of(new Outcome.Succeeded("running", "running")),
                                Ending.of(new Outcome.Failed(fault)),
                                Ending.of(new Outcome.RolledBack(fault)),
                                Ending.of(new Outcome.Unknown(fault))))
                .containsExactly(Ending.OK, Ending.FAILED, Ending.FAILED, Ending.UNKNOWN);
    }
}
