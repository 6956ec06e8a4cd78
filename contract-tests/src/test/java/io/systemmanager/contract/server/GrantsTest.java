package io.systemmanager.contract.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.ops.operators.OperatorClient;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A protected container, an agent over HTTPS, and a person who agreed in advance at the socket. */
@Timeout(60) // an end that never comes must not hold the build up
class GrantsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String RESTART =
            "{\"container\":\"db\",\"action\":\"restart\",\"wait_s\":20}";

    private final RunningServer running = RunningServer.start();
    private final McpClient agent =
            running.client(running.token("agent:bot", List.of("docker:operate", "docker:read")));

    @AfterEach
    void stop() {
        running.close();
    }

    private JsonNode create(String uses) {
        return running.operator(
                "grants.create",
                request ->
                        request.put("agent", "agent:bot")
                                .put("client", "contract")
                                .put("operation", "containers_lifecycle.restart")
                                .put("containers", "d*")
                                .put("parameters", "grace_s=0..30")
                                .put("uses", uses)
                                .put("rate", "50/hour")
                                .put("lasts", "1h")
                                .put("reason", "the release"));
    }

    private JsonNode restart() {
        return read(agent.call("containers_lifecycle", RESTART).text());
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    private List<String> types() {
        return running.entriesFrom(0).stream().map(entry -> entry.path("type").asText()).toList();
    }

    @Test
    void callsPassAsOftenAsThePersonAgreedAndTheNextOneWaits() {
        var grant = create("2").path("grant");
        assertThat(grant.path("state").asText()).isEqualTo("standing");
        assertThat(explained().at("/answered_by_grant/id").asText())
                .isEqualTo(grant.path("id").asText());

        assertThat(restart().path("status").asText()).isEqualTo("succeeded");
        assertThat(restart().path("status").asText()).isEqualTo("succeeded");
        assertThat(explained().has("answered_by_grant")).isFalse();
        var third =
                agent.call(
                        "containers_lifecycle", RESTART.replace("\"wait_s\":20", "\"wait_s\":0"));
        assertThat(read(third.text()).path("status").asText()).isEqualTo("approval_required");

        assertThat(types())
                .containsSubsequence(
                        "grant.created",
                        "op.started",
                        "grant.used",
                        "op.succeeded",
                        "op.started",
                        "grant.used",
                        "approval.requested");
        assertThat(show(grant).path("remaining").asInt()).isZero();
        assertThat(show(grant).path("state").asText()).isEqualTo("used_up");
        assertThat(running.scrape()).contains("systemmanager_grants_standing 0");
    }

    private JsonNode explained() {
        var question =
                "{\"tool\":\"containers_lifecycle\",\"arguments\":{\"container\":\"db\","
                        + "\"action\":\"restart\"}}";
        return read(agent.call("policy_explain", question).text());
    }

    private JsonNode show(JsonNode grant) {
        return running.operator(
                        "grants.show", request -> request.put("id", grant.path("id").asText()))
                .path("grant");
    }

    @Test
    void whatIsTakenBackAnswersNoMore() {
        var grant = create("5").path("grant");
        assertThat(restart().path("status").asText()).isEqualTo("succeeded");
        running.operator(
                "grants.revoke",
                request -> request.put("id", grant.path("id").asText()).put("reason", "enough"));
        var next =
                agent.call(
                        "containers_lifecycle", RESTART.replace("\"wait_s\":20", "\"wait_s\":0"));
        assertThat(read(next.text()).path("status").asText()).isEqualTo("approval_required");
        var list = running.operator("grants.list", request -> request.put("all", true));
        assertThat(list.at("/grants/0/state").asText()).isEqualTo("revoked");
        assertThat(running.operator("grants.list", request -> request).path("grants")).isEmpty();
    }

    @Test
    void aWrongBoundIsToldInWords() {
        assertThat(create("1000").path("error").asText()).contains("1 to 100");
        assertThat(types()).doesNotContain("grant.created");
    }

    @Test
    void anAgentFindsNoWayToAgreeWithItself() throws Exception {
        for (var secret : List.of(running.agentToken(), "", "smt_guess")) {
            var request = MAPPER.createObjectNode().put("command", "grants.create");
            var answer =
                    OperatorClient.ask(
                            running.state().operatorSocket(), request.put("secret", secret));
            assertThat(answer.path("ok").asBoolean()).isFalse();
        }
        assertThat(types()).doesNotContain("grant.created");
    }
}
