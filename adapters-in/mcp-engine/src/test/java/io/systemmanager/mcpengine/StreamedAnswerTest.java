package io.systemmanager.mcpengine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60) // a hang is a failure
class StreamedAnswerTest {
    private static final String CANCEL =
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\","
                    + "\"params\":{\"requestId\":%s}}";
    private Fixture server;

    @BeforeEach
    void listen() {
        server = new Fixture(Fixture.LIMITS);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String tell(String meta) {
        return call("tell", "0", meta);
    }

    private static String call(String tool, String id, String meta) {
        return "{\"jsonrpc\":\"2.0\",\"id\":"
                + id
                + ",\"method\":\"tools/call\",\"params\":{\"name\":\""
                + tool
                + "\",\"_meta\":{"
                + meta
                + "}}}";
    }

    private static List<JsonNode> events(Fixture.Answer answer) {
        assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
        return answer.text()
                .lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> (JsonNode) FixtureTools.tree(line.substring(6)))
                .toList();
    }

    /** The next line with a message, beyond the id of its event and the event that primes. */
    private static String nextEvent(BufferedReader reader) throws IOException {
        var line = reader.readLine();
        while (line != null && !line.startsWith("data: {")) {
            line = reader.readLine();
        }
        return String.valueOf(line);
    }

    private static List<JsonNode> of(List<JsonNode> events, String method) {
        return events.stream()
                .filter(event -> event.path("method").asText().equals(method))
                .map(event -> event.path("params"))
                .toList();
    }

    private static Fixture.Answer quiet(Fixture server, String body) throws Exception {
        server.inSession(Fixture.call("logging/setLevel", "{\"level\":\"emergency\"}"));
        return server.inSession(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "\"0\"", "12345678901234567890", "\"\""})
    void progressGoesOutWithTheTokenAsItCameAndOnlyForwards(String token) throws Exception {
        var events = events(quiet(server, tell("\"progressToken\":" + token)));
        var reports = of(events, "notifications/progress");
        assertThat(reports)
                .extracting(JsonNode::toString)
                .containsExactly(
                        "{\"progressToken\":" + token + ",\"progress\":0,\"total\":2}",
                        "{\"progressToken\":" + token + ",\"progress\":0.5}",
                        "{\"progressToken\":"
                                + token
                                + ",\"progress\":2,\"total\":2,\"message\":\"there\"}");
        assertThat(events).hasSize(4);
        assertThat(events.getLast().path("id").asInt(-1)).isZero();
        assertThat(events.getLast().at("/result/content/0/text").asText()).isEqualTo("told");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"progressToken\":null", "\"progressToken\":1.5"})
    void whereNothingIsAskedForTheAnswerIsJson(String meta) throws Exception {
        var answer = quiet(server, tell(meta));
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.result().at("/content/0/text").asText()).isEqualTo("told");
    }

    @Test
    void aClientThatTakesNoEventsGetsJsonAndOneThatTakesNothingElseGetsEvents() throws Exception {
        var json = server.inSession(tell("\"progressToken\":1"), "Accept", "application/json");
        assertThat(json.header("Content-Type")).startsWith("application/json");
        var ping = Fixture.call("ping", "{}");
        var events = events(server.inSession(ping, "Accept", "text/event-stream"));
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().path("result").isObject()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"debug, 3", "info, 2", "warning, 1", "critical, 0"})
    void aSessionsLevelHoldsBackMilderMessages(String level, int messages) throws Exception {
        var set = Fixture.call("logging/setLevel", "{\"level\":\"" + level + "\"}");
        assertThat(server.inSession(set).text())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":{}}");
        var events = events(server.inSession(tell("\"progressToken\":1")));
        assertThat(of(events, "notifications/message")).hasSize(messages);
        if (messages == 1) {
            assertThat(of(events, "notifications/message").getFirst().toString())
                    .isEqualTo("{\"level\":\"error\",\"logger\":\"tell\",\"data\":{\"a\":1}}");
        }
    }

    @Test
    void theLevelIsTheSessionsOwnAndOneOfEight() throws Exception {
        server.inSession(Fixture.call("logging/setLevel", "{\"level\":\"emergency\"}"));
        var other = server.session("alice", "2025-11-25");
        var events = events(server.legacy(tell(""), "Mcp-Session-Id", other));
        assertThat(of(events, "notifications/message")).hasSize(2);
        var wrong = server.inSession(Fixture.call("logging/setLevel", "{\"level\":\"loud\"}"));
        assertThat(wrong.status()).isEqualTo(200);
        assertThat(wrong.code()).isEqualTo(-32602);
    }

    @Test
    void theStatelessRevisionLogsOnlyWhatTheRequestAskedFor() throws Exception {
        var silent = server.modern("tools/call", "1", "\"name\":\"tell\"");
        assertThat(silent.header("Content-Type")).startsWith("application/json");
        var body =
                Fixture.modernBody("tools/call", "1", "\"name\":\"tell\"")
                        .replace(
                                "\"_meta\":{",
                                "\"_meta\":{\"progressToken\":\"t\","
                                        + "\"io.modelcontextprotocol/logLevel\":\"warning\",");
        var request =
                server.modernRequest("tools/call", "1", "\"name\":\"tell\"")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        var events = events(server.send(request));
        assertThat(of(events, "notifications/message")).hasSize(1);
        assertThat(of(events, "notifications/progress")).hasSize(3);
        assertThat(events.getLast().at("/result/resultType").asText()).isEqualTo("complete");
    }

    @Test
    void anErrorAfterTheFirstEventTravelsInBand() throws Exception {
        var events = events(server.inSession(call("tellThenBreak", "5", "")));
        assertThat(events.getLast().at("/error/code").asInt()).isEqualTo(-32603);
        assertThat(events.getLast().path("id").asInt()).isEqualTo(5);
        assertThat(events.toString()).doesNotContain("secret");
    }

    @Test
    void aStreamShowsLifeWhileItsToolIsSilent() throws Exception {
        try (var reader = open("tellThenWait")) {
            assertThat(nextEvent(reader)).startsWith("data: {");
            assertThat(reader.readLine()).isEmpty();
            assertThat(reader.readLine()).isEqualTo(":");
            server.tools.release.countDown();
            assertThat(reader.lines().filter(line -> line.contains("waited"))).hasSize(1);
        }
    }

    private BufferedReader open(String tool) throws Exception {
        var id = server.session("alice", "2025-11-25");
        var request =
                server.request()
                        .header("Mcp-Session-Id", id)
                        .POST(HttpRequest.BodyPublishers.ofString(call(tool, "7", "")));
        return lines(request);
    }

    private BufferedReader lines(HttpRequest.Builder request) throws Exception {
        HttpResponse<InputStream> response =
                server.client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    @Test
    void aCancelledCallIsInterruptedAndHasNoAnswer() throws Exception {
        for (var tool : List.of("wait", "tellThenWait")) {
            var id = server.session("alice", "2025-11-25");
            var body = HttpRequest.BodyPublishers.ofString(call(tool, "\"c\"", ""));
            var answer =
                    server.client.sendAsync(
                            server.request().header("Mcp-Session-Id", id).POST(body).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(server.tools.calls.take().tool()).isEqualTo(tool);
            var cancel = server.legacy(CANCEL.formatted("\"c\""), "Mcp-Session-Id", id);
            assertThat(cancel.status()).isEqualTo(202);
            assertThat(server.tools.interrupted.take()).isEqualTo(tool + " true");
            assertThat(answer.get().body()).doesNotContain("\"id\"");
            assertThat(answer.get().headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/event-stream");
        }
    }

    @Test
    void onlyTheSessionsOwnRequestOfExactlyThatIdIsCancelled() throws Exception {
        var mine = server.session("alice", "2025-11-25");
        var other = server.session("alice", "2025-11-25");
        var body = HttpRequest.BodyPublishers.ofString(call("wait", "7", ""));
        var answer =
                server.client.sendAsync(
                        server.request().header("Mcp-Session-Id", mine).POST(body).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(server.tools.calls.take().tool()).isEqualTo("wait");
        for (var wrong : List.of("\"7\"", "8", "null")) {
            server.legacy(CANCEL.formatted(wrong), "Mcp-Session-Id", mine);
        }
        assertThat(server.legacy(CANCEL.formatted("7"), "Mcp-Session-Id", other).status())
                .isEqualTo(202);
        server.tools.release.countDown();
        assertThat(answer.get().body()).contains("waited");
        assertThat(server.tools.interrupted).isEmpty();
    }

    @Test
    void aClientOfTheStatelessRevisionCancelsByLeaving() throws Exception {
        var body =
                Fixture.modernBody("tools/call", "1", "\"name\":\"tellThenWait\"")
                        .replace(
                                "\"_meta\":{",
                                "\"_meta\":{\"io.modelcontextprotocol/logLevel\":\"info\",");
        var request =
                server.modernRequest("tools/call", "1", "\"name\":\"tellThenWait\"")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        try (var reader = lines(request)) {
            assertThat(reader.readLine()).startsWith("data: ");
        }
        assertThat(server.tools.interrupted.take()).isEqualTo("tellThenWait true");
    }

    @Test
    void aClientOfASessionThatLeavesCancelsNothing() throws Exception {
        try (var reader = open("tellThenWait")) {
            assertThat(nextEvent(reader)).startsWith("data: {");
        }
        // Ten signs of life later somebody would have noticed.
        assertThat(server.tools.interrupted.poll(500, TimeUnit.MILLISECONDS)).isNull();
    }
}
