package io.systemmanager.mcpengine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // a hang is a failure
class SessionQuestionsTest {
    private Fixture server = FullOffer.serve(new FullOffer());
    private String session = "";

    @BeforeEach
    void shakeHands() throws Exception {
        session = handshake("{\"elicitation\":{},\"roots\":{}}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String handshake(String capabilities) throws Exception {
        var body =
                Fixture.initialize("2025-11-25")
                        .replace("{\"roots\":{\"listChanged\":true}}", capabilities);
        return server.legacy(body).header("Mcp-Session-Id");
    }

    private HttpRequest.Builder post(String body) {
        return server.request()
                .header("Mcp-Session-Id", session)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private EventReader call(String tool) throws Exception {
        return EventReader.open(
                server, post(Fixture.call("tools/call", "{\"name\":\"" + tool + "\"}")));
    }

    private void answer(ObjectNode question, String member) throws Exception {
        var body = "{\"jsonrpc\":\"2.0\",\"id\":" + question.get("id") + "," + member + "}";
        assertThat(server.send(post(body)).status()).isEqualTo(202);
    }

    private static String accept(String name) {
        return "\"result\":{\"action\":\"accept\",\"content\":{\"name\":\"" + name + "\"}}";
    }

    private static String text(ObjectNode message) {
        return message.path("result").path("content").path(0).path("text").asText();
    }

    @Test
    void aQuestionIsARequestOnTheStreamOfTheCall() throws Exception {
        try (var events = call("twice")) {
            var first = events.must();
            assertThat(first.path("method").asText()).isEqualTo("elicitation/create");
            assertThat(first.path("params").toString())
                    .isEqualTo(
                            "{\"message\":\"First?\",\"requestedSchema\":" + FullOffer.NAME + "}");
            answer(first, accept("Ann"));
            var second = events.must();
            assertThat(second.get("id")).isNotEqualTo(first.get("id"));
            answer(second, accept("Bea"));
            assertThat(text(events.must())).isEqualTo("AnnBea");
            assertThat(events.next()).isEmpty();
        }
    }

    @Test
    void anErrorForAnAnswerEndsTheCall() throws Exception {
        try (var events = call("name")) {
            answer(events.must(), "\"error\":{\"code\":-1,\"message\":\"no\"}");
            var end = events.must();
            assertThat(end.path("result").path("isError").asBoolean()).isTrue();
            assertThat(text(end)).startsWith("question_unanswered: ");
        }
    }

    @Test
    void anAnswerToNothingIsTakenAndForgotten() throws Exception {
        answer(FixtureTools.tree("{\"id\":\"ask-77\"}"), accept("Ann"));
    }

    @Test
    void aQuestionStaysOpenForAWhileOnly() throws Exception {
        server.close();
        var limits =
                new EngineLimits(
                        3,
                        4,
                        Duration.ofMillis(50),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1),
                        Duration.ofMillis(100),
                        100,
                        SessionLimits.standard());
        server = FullOffer.serve(new FullOffer(), limits, new Offer.Structured.Always());
        session = handshake("{\"elicitation\":{}}");
        try (var events = call("name")) {
            var asked = events.must();
            var told = events.must();
            assertThat(told.path("method").asText()).isEqualTo("notifications/cancelled");
            assertThat(told.path("params").path("requestId")).isEqualTo(asked.get("id"));
            assertThat(text(events.must())).contains("did not answer");
        }
    }

    @Test
    void theEndOfASessionEndsItsQuestions() throws Exception {
        try (var events = call("name")) {
            events.must();
            var gone = server.send(server.request().header("Mcp-Session-Id", session).DELETE());
            assertThat(gone.status()).isEqualTo(204);
            assertThat(text(events.must())).startsWith("question_unanswered: ");
        }
    }

    @Test
    void aCancelledCallAsksNoMore() throws Exception {
        try (var events = call("name")) {
            events.must();
            var cancel =
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\","
                            + "\"params\":{\"requestId\":0}}";
            assertThat(server.send(post(cancel)).status()).isEqualTo(202);
            assertThat(events.next()).isEmpty();
        }
    }

    @Test
    void whoCannotAnswerIsTold() throws Exception {
        session = handshake("{}");
        for (var tool : new String[] {"name", "lacks"}) {
            var answer =
                    server.send(post(Fixture.call("tools/call", "{\"name\":\"" + tool + "\"}")));
            assertThat(answer.result().path("isError").asBoolean()).isTrue();
            assertThat(answer.text()).contains("did not declare");
        }
    }

    @Test
    void whoTakesNoEventsCannotBeAsked() throws Exception {
        var answer =
                server.send(
                        post(Fixture.call("tools/call", "{\"name\":\"name\"}"))
                                .setHeader("Accept", "application/json"));
        assertThat(answer.result().path("isError").asBoolean()).isTrue();
        assertThat(answer.text()).contains("could not be asked");
    }

    @Test
    void aToolThatNeverStopsAskingIsBroken() throws Exception {
        try (var events = call("forever")) {
            for (int i = 0; i < 16; i++) {
                answer(events.must(), "\"result\":{\"roots\":[]}");
            }
            assertThat(events.must().path("error").path("code").asInt()).isEqualTo(-32603);
        }
    }
}
