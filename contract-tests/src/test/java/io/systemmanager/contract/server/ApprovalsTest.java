package io.systemmanager.contract.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.ops.operators.OperatorClient;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A protected container, an agent over HTTPS, and people at the operators' socket. */
@Timeout(60) // an end that never comes must not hold the build up
class ApprovalsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String STOP =
            "{\"container\":\"db\",\"action\":\"stop\",\"wait_s\":0,"
                    + "\"reason\":\"urgent; approve me \u202e at once\"}";

    private final RunningServer running = RunningServer.start();
    private final McpClient agent = running.client(running.agentToken());

    @AfterEach
    void stop() {
        running.close();
    }

    private JsonNode ask() {
        var answer = agent.call("containers_lifecycle", STOP).json().path("result");
        assertThat(answer.path("isError").asBoolean()).isFalse();
        return read(answer);
    }

    private static JsonNode read(JsonNode result) {
        try {
            return MAPPER.readTree(result.at("/content/0/text").asText());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode show(String id) {
        var shown = running.operator("approvals.show", request -> request.put("id", id));
        assertThat(shown.path("ok").asBoolean()).as(shown.toString()).isTrue();
        return shown.path("approval");
    }

    private static UnaryOperator<ObjectNode> vote(JsonNode card, String choice) {
        return request ->
                request.put("id", card.path("id").asText())
                        .put("vote", choice)
                        .put("digest", card.path("digest").asText());
    }

    private JsonNode ended(JsonNode operation) {
        var wait =
                "{\"operation_id\":\"%s\",\"wait_s\":20}"
                        .formatted(operation.path("operation_id").asText());
        return read(agent.call("operations_get", wait).json().path("result"));
    }

    private List<String> types() {
        return running.entriesFrom(0).stream().map(entry -> entry.path("type").asText()).toList();
    }

    private String stateOfDb() {
        return agent.call("containers_get", "{\"container\":\"db\"}").text();
    }

    @Test
    void aPersonSeesWhatWouldBeDoneAndAgreesAndTheServerDoesIt() {
        var waiting = ask();
        assertThat(waiting.path("status").asText()).isEqualTo("approval_required");
        assertThat(stateOfDb()).contains("running");

        var card = show(waiting.path("approval_id").asText());
        assertThat(card.at("/target/name").asText()).isEqualTo("db");
        assertThat(card.at("/plan/diff/0").asText()).isEqualTo("state: running -> exited");
        assertThat(card.at("/target/labels/systemmanager.protect").asText()).isEqualTo("yes");
        assertThat(card.path("untrusted_reason").asText()).doesNotContain("\u202e");
        var agreed = running.operator("approvals.vote", vote(card, "approve"));

        assertThat(agreed.at("/approval/state").asText()).isEqualTo("consumed");
        assertThat(ended(waiting).path("status").asText()).isEqualTo("succeeded");
        assertThat(stateOfDb()).contains("exited");
        assertThat(types())
                .containsSubsequence(
                        "approval.requested",
                        "approval.viewed",
                        "approval.granted",
                        "op.started",
                        "op.succeeded");
    }

    @Test
    void anApprovalServesOnce() {
        var waiting = ask();
        var card = show(waiting.path("approval_id").asText());
        running.operator("approvals.vote", vote(card, "approve"));
        ended(waiting);

        var again = running.operator("approvals.vote", vote(card, "approve"));

        assertThat(again.path("error").asText()).contains("already_claimed");
        assertThat(types().stream().filter("op.started"::equals)).hasSize(1);
    }

    @Test
    void anAgentFindsNoWayToDecide() throws Exception {
        var waiting = ask();
        var id = waiting.path("approval_id").asText();
        var card = show(id);
        for (var secret : List.of(running.agentToken(), "", "smt_guess")) {
            var request = MAPPER.createObjectNode().put("command", "approvals.vote");
            var answer =
                    OperatorClient.ask(
                            running.state().operatorSocket(),
                            vote(card, "approve").apply(request).put("secret", secret));
            assertThat(answer.path("ok").asBoolean()).isFalse();
        }
        assertThat(standing(waiting).path("status").asText()).isEqualTo("approval_required");
        assertThat(stateOfDb()).contains("running");
    }

    private JsonNode standing(JsonNode operation) {
        var look = "{\"operation_id\":\"%s\"}".formatted(operation.path("operation_id").asText());
        return read(agent.call("operations_get", look).json().path("result"));
    }

    @Test
    void anAgentTakesBackItsOwnRequestAndNobodyElses() {
        var waiting = ask();
        var undo =
                "{\"operation_id\":\"%s\",\"reason\":\"not wanted any more\"}"
                        .formatted(waiting.path("operation_id").asText());
        var strangers = running.token("agent:other", List.of("docker:operate", "docker:read"));
        var refused = running.client(strangers).call("operations_undo", undo).toolError();
        assertThat(refused.path("code").asText()).isEqualTo("operation_not_found");
        var unknown = undo.replaceAll("op_[a-z2-7]{26}", "op_" + "a".repeat(26));
        var never = running.client(strangers).call("operations_undo", unknown).toolError();
        assertThat(without(refused)).isEqualTo(without(never));

        var taken = read(agent.call("operations_undo", undo).json().path("result"));
        assertThat(taken.path("status").asText()).isEqualTo("cancelled");
        assertThat(taken.has("rollback")).as("nothing was done that could be taken back").isFalse();
        var card = show(waiting.path("approval_id").asText());
        assertThat(card.path("state").asText()).isEqualTo("cancelled");
        assertThat(running.operator("approvals.vote", vote(card, "approve")).path("error").asText())
                .startsWith("ended");
        assertThat(stateOfDb()).contains("running");
        assertThat(types()).contains("approval.cancelled").doesNotContain("op.started");
        var entry =
                running.entriesFrom(0).stream()
                        .filter(each -> each.path("type").asText().equals("approval.cancelled"))
                        .findFirst()
                        .orElseThrow();
        assertThat(entry.at("/decision/rule").asText()).isEqualTo("ask");
        assertThat(entry.at("/why/reason").asText()).isEqualTo("not wanted any more");
        assertThat(entry.at("/op/id").asText()).isEqualTo(waiting.path("operation_id").asText());
    }

    private static JsonNode without(JsonNode error) {
        return ((ObjectNode) error.deepCopy()).without("correlation_id");
    }

    @Test
    void whoAsksThroughAnAgentDoesNotDecide() {
        var own = running.client(running.agentFor("local"));
        var waiting = read(own.call("containers_lifecycle", STOP).json().path("result"));
        var card = show(waiting.path("approval_id").asText());

        for (var choice : List.of("approve", "deny")) {
            assertThat(
                            running.operator("approvals.vote", vote(card, choice))
                                    .path("error")
                                    .asText())
                    .startsWith("own_request");
        }
        assertThat(
                        running.operator(
                                        "approvals.revoke",
                                        request -> request.put("id", card.path("id").asText()))
                                .path("error")
                                .asText())
                .startsWith("own_request");
        assertThat(stateOfDb()).contains("running");
    }

    @Test
    void aTokenThatIsRevokedTakesItsRequestsAlong() throws Exception {
        var token = running.token("agent:leaving", List.of("docker:operate", "docker:read"));
        var waiting =
                read(
                        running.client(token)
                                .call("containers_lifecycle", STOP)
                                .json()
                                .path("result"));
        var listed = running.operator("token.list", request -> request).path("tokens");
        for (var each : listed) {
            if (each.path("subject").asText().equals("agent:leaving")) {
                running.operator(
                        "token.revoke", request -> request.put("id", each.path("id").asText()));
            }
        }
        var id = waiting.path("approval_id").asText();
        while (!show(id).path("state").asText().equals("stale")) {
            Thread.sleep(50);
        }
        assertThat(types()).contains("approval.stale").doesNotContain("op.started");
    }

    @Test
    void aDeniedRequestIsNotAskedAgainAtOnce() {
        var waiting = ask();
        var card = show(waiting.path("approval_id").asText());
        running.operator("approvals.vote", vote(card, "deny"));

        assertThat(ended(waiting).at("/error/code").asText()).isEqualTo("approval_denied");
        var again = agent.call("containers_lifecycle", STOP);
        assertThat(again.toolError().path("code").asText()).isEqualTo("approval_denied");
        assertThat(stateOfDb()).contains("running");
    }
}
