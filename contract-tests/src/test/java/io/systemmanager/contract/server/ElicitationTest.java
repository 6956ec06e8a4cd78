package io.systemmanager.contract.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.systemmanager.contract.fixture.AuthorizationServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client whose person is sent to a page while others decide, over HTTPS with access tokens. */
@Timeout(120) // an end that never comes must not hold the build up
class ElicitationTest {
    private static final int INVALID_PARAMS = -32602;

    private final AuthorizationServer authority = AuthorizationServer.start();
    private final RunningServer running = PeopleSignedIn.by(authority);
    private final String token = PeopleSignedIn.token(authority, "ada");
    private final PageClient ada = PageClient.of(running, token);

    @AfterEach
    void stop() {
        running.close();
        authority.close();
    }

    private void decide(String choice) {
        var id = waiting().path("id").asText();
        var card = running.operator("approvals.show", request -> request.put("id", id));
        var digest = card.at("/approval/digest").asText();
        var voted =
                running.operator(
                        "approvals.vote",
                        request -> request.put("id", id).put("vote", choice).put("digest", digest));
        assertThat(voted.path("ok").asBoolean()).as(voted.toString()).isTrue();
    }

    private JsonNode waiting() {
        var open = running.operator("approvals.list", request -> request).path("approvals");
        assertThat(open).hasSize(1);
        return open.path(0);
    }

    private long entries(String type) {
        return running.entriesFrom(0).stream()
                .filter(entry -> entry.path("type").asText().equals(type))
                .count();
    }

    private String db() {
        return running.client(token).call("containers_get", "{\"container\":\"db\"}").text();
    }

    private void nothingWasDone() {
        assertThat(entries("op.started")).isZero();
        assertThat(db()).contains("running");
    }

    private CompletableFuture<JsonNode> held(JsonNode asked) {
        var request = ada.request(PageClient.STOP, state(asked), Optional.of("accept"));
        return ada.http()
                .http()
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(answer ->
                        PageClient.outcome(
                                new McpClient.Answer(
                                        answer.statusCode(), answer.body(), answer.headers())));
    }

    private static Optional<String> state(JsonNode asked) {
        return Optional.of(PageClient.state(asked));
    }

    @Test
    void aCallThatWaitsForPeopleIsAnsweredWithThePageOfItsRequestAtOnce() {
        var call = ada.request(PageClient.STOP, Optional.empty(), Optional.empty());
        var answer = ada.http().send(call);
        var asked = PageClient.outcome(answer);

        assertThat(answer.headers().firstValue("Content-Type"))
                .as("what takes ten seconds becomes a stream")
                .hasValue("application/json");
        assertThat(asked.path("resultType").asText()).isEqualTo("input_required");
        var question = asked.at("/inputRequests/approval");
        assertThat(question.path("method").asText()).isEqualTo("elicitation/create");
        assertThat(question.at("/params/mode").asText()).isEqualTo("url");
        assertThat(question.path("params").has("elicitationId")).isFalse();
        assertThat(PageClient.page(asked))
                .isEqualTo(
                        PeopleSignedIn.CONSOLE
                                + "/console/requests/"
                                + waiting().path("id").asText());
        assertThat(question.at("/params/message").asText())
                .contains("containers_lifecycle.stop", "db", "Decline");
        assertThat(PageClient.state(asked)).isNotEmpty();
        nothingWasDone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"elicitation\":{}}", "{\"elicitation\":{\"form\":{}}}"})
    void whoOpensNoPagesGetsTheRecord(String capabilities) {
        var soon = "{\"container\":\"db\",\"action\":\"stop\",\"wait_s\":0}";
        var client = new PageClient(running.client(token), "contract", capabilities);

        var result = client.call(soon, Optional.empty(), Optional.empty());

        assertThat(PageClient.operation(result).path("status").asText())
                .isEqualTo("approval_required");
    }

    @Test
    void whoFollowsTasksGetsATask() {
        var both =
                "{\"elicitation\":{\"url\":{}},"
                        + "\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}";
        var soon = "{\"container\":\"db\",\"action\":\"stop\",\"wait_s\":0}";
        var client = new PageClient(running.client(token), "contract", both);

        var result = client.call(soon, Optional.empty(), Optional.empty());

        assertThat(result.path("resultType").asText()).isEqualTo("task");
    }

    @Test
    void whomNoAuthorizationServerNamesIsSentNowhere() {
        var soon = "{\"container\":\"db\",\"action\":\"stop\",\"wait_s\":0}";
        var client = PageClient.of(running, running.agentFor("carol"));

        var result = client.call(soon, Optional.empty(), Optional.empty());

        assertThat(PageClient.operation(result).path("status").asText())
                .isEqualTo("approval_required");
    }

    @Test
    void whenAPersonAgreesTheHeldRetryBringsTheEndAndItIsDoneOnce() {
        var asked = ada.call();
        var first = held(asked);
        var second = held(asked);

        decide("approve");

        for (var retry : List.of(first.join(), second.join(), ada.retry(asked, "accept"))) {
            assertThat(retry.path("resultType").asText()).isEqualTo("complete");
            assertThat(PageClient.operation(retry).path("status").asText()).isEqualTo("succeeded");
            assertThat(retry.at("/_meta/systemmanager~1checkpoint/note").asText()).isNotEmpty();
        }
        assertThat(entries("op.started")).isEqualTo(1);
        assertThat(db()).contains("exited");
    }

    @Test
    void whoOpenedThePageIsHeldWithoutBeingAskedAgain() {
        var asked = ada.call();

        var again = ada.retry(asked, "accept");

        assertThat(again.path("resultType").asText()).isEqualTo("input_required");
        assertThat(again.has("inputRequests")).isFalse();
        assertThat(PageClient.state(again)).isNotEqualTo(PageClient.state(asked));
        nothingWasDone();
        decide("deny");
        var end = ada.call(PageClient.STOP, state(again), Optional.empty());
        assertThat(PageClient.operation(end).at("/error/code").asText())
                .isEqualTo("approval_denied");
    }

    @Test
    void declineTakesTheRequestBack() {
        var end = ada.retry(ada.call(), "decline");

        assertThat(end.path("resultType").asText()).isEqualTo("complete");
        assertThat(PageClient.operation(end).path("status").asText()).isEqualTo("cancelled");
        assertThat(entries("approval.cancelled")).isEqualTo(1);
        nothingWasDone();
    }

    @Test
    void cancelEndsTheWaitAndNothingElse() {
        var end = ada.retry(ada.call(), "cancel");

        assertThat(end.path("resultType").asText()).isEqualTo("complete");
        assertThat(PageClient.operation(end).path("status").asText())
                .isEqualTo("approval_required");
        assertThat(waiting().path("state").asText()).isEqualTo("pending");
        nothingWasDone();
    }

    @Test
    void aStateServesNobodyElseAndNoOtherCall() {
        var asked = ada.call();
        var state = state(asked);
        var bob = PageClient.of(running, PeopleSignedIn.token(authority, "bob"));
        var own = PageClient.of(running, running.agentFor("ada"));
        var program = new PageClient(running.client(token), "another", PageClient.PAGES);
        for (var action : List.of("accept", "decline", "cancel")) {
            var given = Optional.of(action);
            for (var client : List.of(bob, own, program)) {
                refused(client.call(PageClient.STOP, state, given));
            }
            for (var other :
                    List.of(
                            "{\"container\":\"db\",\"action\":\"restart\"}",
                            "{\"container\":\"web\",\"action\":\"stop\"}",
                            "{\"container\":\"db\",\"action\":\"stop\",\"wait_s\":1}")) {
                refused(ada.call(other, state, given));
            }
            refused(ada.call(PageClient.STOP, state.map(text -> text + "A"), given));
        }
        assertThat(waiting().path("state").asText()).isEqualTo("pending");
        nothingWasDone();
    }

    private static void refused(JsonNode error) {
        assertThat(error.path("code").asInt()).as(error.toString()).isEqualTo(INVALID_PARAMS);
    }

    @Test
    void aStateThatOutlivesItsRequestOnlyTellsHowThatEnded() {
        var asked = ada.call();
        decide("deny");
        long before = running.entryCount();

        for (var action : List.of("accept", "decline", "cancel")) {
            var end = ada.retry(asked, action);
            assertThat(end.path("isError").asBoolean()).isTrue();
            assertThat(PageClient.operation(end).at("/error/code").asText())
                    .isEqualTo("approval_denied");
        }
        assertThat(running.entryCount()).isEqualTo(before);
        nothingWasDone();
    }

    @Test
    void aHeldRetryThatIsLeftLosesNothingAndBeginsNothing() {
        var asked = ada.call();
        var left = held(asked);
        assertThat(left.cancel(true)).isTrue();
        assertThat(waiting().path("state").asText()).isEqualTo("pending");
        nothingWasDone();

        decide("approve");

        var end = ada.retry(asked, "accept");
        assertThat(PageClient.operation(end).path("status").asText()).isEqualTo("succeeded");
        assertThat(entries("op.started")).isEqualTo(1);
    }

    @Test
    void withoutASignInForPeopleNobodyIsSentAnywhere() {
        try (var plain = RunningServer.start(s -> OauthTest.trusting(authority, s))) {
            var soon = "{\"container\":\"db\",\"action\":\"stop\",\"wait_s\":0}";
            var result = PageClient.of(plain, token).call(soon, Optional.empty(), Optional.empty());
            assertThat(PageClient.operation(result).path("status").asText())
                    .isEqualTo("approval_required");
        }
    }
}
