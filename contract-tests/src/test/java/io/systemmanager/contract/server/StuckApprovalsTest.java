package io.systemmanager.contract.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.contract.port.ApprovalSamples;
import io.systemmanager.contract.port.LedgerSamples;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.ops.observe.ApprovalHealth;
import io.systemmanager.simulated.InMemoryLedger;
import io.systemmanager.simulated.SimulatedClock;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Approvals that cannot go on: what operators are told, and what still works. */
@Timeout(60)
class StuckApprovalsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void oneThatSomebodyChangedInTheFileRaisesTheAlarmAndTheOthersAreDecided() throws Exception {
        try (var running = RunningServer.start()) {
            var agent = running.client(running.agentToken());
            var spoilt = ask(agent, "stop");
            var whole = ask(agent, "restart");
            var card = card(running, spoilt);
            change(running.state().ledger(), "record=' ' || record", spoilt);

            var down = "systemmanager_subsystem_up{subsystem=\"approvals\"} 0";
            var metrics = running.scrape();
            while (!metrics.contains(down)) {
                Thread.sleep(200);
                metrics = running.scrape();
            }
            assertThat(metrics).contains("systemmanager_approvals_stuck 1");
            assertThat(agent.send(agent.request("/readyz").build()).status()).isEqualTo(200);

            var listed = running.operator("approvals.list", request -> request);
            assertThat(listed.path("approvals")).hasSize(1);
            assertThat(listed.at("/approvals/0/id").asText()).isEqualTo(whole);
            assertThat(listed.at("/unreadable/0/id").asText()).isEqualTo(spoilt);
            for (var command : List.of("approvals.show", "approvals.vote", "approvals.revoke")) {
                var refused =
                        running.operator(
                                command,
                                request ->
                                        request.put("id", spoilt)
                                                .put("vote", "approve")
                                                .put("digest", card.path("digest").asText()));
                assertThat(refused.path("error").asText()).startsWith("stuck: ");
            }

            var other = card(running, whole);
            var decided =
                    running.operator(
                            "approvals.vote",
                            request ->
                                    request.put("id", whole)
                                            .put("vote", "deny")
                                            .put("digest", other.path("digest").asText()));
            assertThat(decided.at("/approval/state").asText()).isEqualTo("denied");
            assertThat(running.entriesFrom(0))
                    .extracting(entry -> entry.path("type").asText())
                    .doesNotContain("op.started");
        }
    }

    @Test
    void oneWhoseTermsAreNotThoseOfThePolicyIsNotCarriedOutWhoeverAgreed() throws Exception {
        try (var running = RunningServer.start()) {
            var agent = running.client(running.agentToken());
            var id = ask(agent, "stop");
            change(
                    running.state().ledger(),
                    "record=replace(record, '\"claim_s\":600', '\"claim_s\":601')",
                    id);
            var card = card(running, id);
            var agreed =
                    running.operator(
                            "approvals.vote",
                            request ->
                                    request.put("id", id)
                                            .put("vote", "approve")
                                            .put("digest", card.path("digest").asText()));
            assertThat(agreed.at("/approval/state").asText()).isIn("approved", "stale");

            var state = card(running, id).path("state").asText();
            while (state.equals("approved")) {
                Thread.sleep(100);
                state = card(running, id).path("state").asText();
            }
            assertThat(state).isEqualTo("stale");
            assertThat(running.entriesFrom(0))
                    .extracting(entry -> entry.path("type").asText())
                    .doesNotContain("op.started");
        }
    }

    private static String ask(McpClient agent, String action) throws Exception {
        var answer =
                agent.call(
                        "containers_lifecycle",
                        "{\"container\":\"db\",\"action\":\"%s\",\"wait_s\":0}".formatted(action));
        return MAPPER.readTree(answer.json().at("/result/content/0/text").asText())
                .path("approval_id")
                .asText();
    }

    private static JsonNode card(RunningServer running, String id) {
        return running.operator("approvals.show", request -> request.put("id", id))
                .path("approval");
    }

    private static void change(Path ledger, String what, String id) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                var update =
                        connection.prepareStatement(
                                "UPDATE approval SET " + what + " WHERE id=?")) {
            update.setString(1, id);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    void oneThatIsOpenLongAfterItsTimeIsStuckToo() {
        var clock = new SimulatedClock(LedgerSamples.NOON);
        var ledger = new InMemoryLedger(clock, LedgerSamples.ORIGIN);
        var health = new ApprovalHealth(ledger.approvals(), clock);
        var waiting = ApprovalSamples.pending(1, LedgerSamples.BOT);
        ledger.commit(ApprovalSamples.ask(waiting));

        clock.advance(
                Duration.between(LedgerSamples.NOON, waiting.approval().request().pendingUntil()));
        clock.advance(Duration.ofMinutes(1));
        health.look();
        assertThat(health.check(Duration.ZERO)).isEmpty();

        clock.advance(Duration.ofMillis(1));
        health.look();
        assertThat(health.stuck()).isEqualTo(1);
        assertThat(health.check(Duration.ZERO))
                .hasValueSatisfying(
                        fault -> assertThat(fault.code()).isEqualTo(FaultCode.APPROVAL_STUCK));

        clock.advance(Duration.ofMinutes(-5));
        health.look();
        assertThat(health.check(Duration.ZERO)).isEmpty();
    }
}
