package io.systemmanager.mcpengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60) // a hang is a failure
class BatchTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"method\":\"ping\"}";
    private static final String ECHO =
            "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\","
                    + "\"params\":{\"name\":\"echo\",\"_meta\":{\"progressToken\":1}}}";
    private static final String NOTE =
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
    private static Fixture server;

    @BeforeAll
    static void listen() {
        server = new Fixture(Fixture.LIMITS);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Fixture.Answer batch(String revision, String... messages) throws Exception {
        return server.inSession("[" + String.join(",", messages) + "]", revision, new String[0]);
    }

    @Test
    void theOldestRevisionsBatchIsAnsweredInOrderAndOnlyItsRequests() throws Exception {
        var unknown = PING.replace("ping", "x").replace("\"p\"", "9");
        var broken = "{\"jsonrpc\":\"1.0\",\"id\":\"b\",\"method\":\"ping\"}";
        var answer = batch("2025-03-26", PING, NOTE, ECHO, unknown, broken);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.json()).hasSize(4);
        assertThat(answer.json().get(0).toString())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"result\":{}}");
        assertThat(answer.json().get(1).at("/result/content/0/text").asText()).isEqualTo("{}");
        assertThat(answer.json().get(2).at("/error/code").asInt()).isEqualTo(-32601);
        assertThat(answer.json().get(3).path("id").asText()).isEqualTo("b");
        assertThat(answer.json().get(3).at("/error/code").asInt()).isEqualTo(-32600);
    }

    @Test
    void aBatchWithoutARequestIsAccepted() throws Exception {
        var answer = batch("2025-03-26", NOTE, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-06-18", "2025-11-25"})
    void laterRevisionsHaveNoBatches(String revision) throws Exception {
        assertRefused(batch(revision, PING));
    }

    @Test
    void whatStandsAloneIsRefusedWithTheWholeBatch() throws Exception {
        server.tools.calls.clear();
        assertRefused(batch("2025-03-26", ECHO, Fixture.initialize("2025-03-26")));
        assertRefused(batch("2025-03-26", ECHO, Fixture.modernBody("tools/list", "1", "")));
        assertRefused(batch("2025-03-26", ECHO, "3"));
        assertRefused(batch("2025-03-26"));
        assertRefused(server.legacy("[" + ECHO + "]"));
        assertRefused(
                server.inSession(
                        "[" + ECHO + "]",
                        "2025-03-26",
                        new String[] {"MCP-Protocol-Version", "2026-07-28"}));
        assertThat(server.tools.calls).isEmpty();
    }

    @Test
    void aBatchHasALimit() throws Exception {
        var many = new String[51];
        java.util.Arrays.fill(many, NOTE);
        assertRefused(batch("2025-03-26", many));
        assertThat(batch("2025-03-26", java.util.Arrays.copyOf(many, 50)).status()).isEqualTo(202);
    }

    @Test
    void aBatchOfAnUnknownSessionIsNotFound() throws Exception {
        assertThat(server.legacy("[" + PING + "]", "Mcp-Session-Id", "gone").status())
                .isEqualTo(404);
    }

    @Test
    void aCancelledCallIsMissingFromTheAnswer() throws Exception {
        var id = server.session("alice", "2025-03-26");
        server.tools.calls.clear();
        var body = "[" + ECHO.replace("echo", "wait") + "," + PING + "]";
        var answer =
                server.client.sendAsync(
                        server.request()
                                .header("Mcp-Session-Id", id)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(server.tools.calls.take().tool()).isEqualTo("wait");
        server.legacy(
                "[{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\","
                        + "\"params\":{\"requestId\":2}}]",
                "Mcp-Session-Id",
                id);
        assertThat(answer.get().body())
                .isEqualTo("[{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"result\":{}}]");
    }

    private static void assertRefused(Fixture.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(-32600);
        assertThat(answer.json().has("id")).isFalse();
    }
}
