package io.systemmanager.mcpengine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegacyEndpointTest {
    private static Fixture server;

    @BeforeAll
    static void listen() {
        server = new Fixture(Fixture.LIMITS);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "2025-11-25, 2025-11-25",
        "2025-06-18, 2025-06-18",
        "2025-03-26, 2025-03-26",
        "2024-11-05, 2025-11-25",
        "2026-07-28, 2025-11-25",
    })
    void theHandshakeAgreesOnARevisionThatHasOne(String asked, String agreed) throws Exception {
        var answer = server.legacy(Fixture.initialize(asked), "Mcp-Method", "initialize");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Mcp-Session-Id")).matches("[!-~]{32}");
        assertThat(answer.text())
                .isEqualTo(
                        "{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":{\"protocolVersion\":\""
                                + agreed
                                + "\",\"capabilities\":{\"tools\":{},\"logging\":{}},\"serverInfo\":"
                                + "{\"name\":\"fixture\",\"version\":\"1.0\"},"
                                + "\"instructions\":\"Be kind.\"}}");
    }

    @Test
    void anIncompleteHandshakeIsInvalidParams() throws Exception {
        var answer =
                server.legacy(Fixture.call("initialize", "{\"protocolVersion\":\"2025-11-25\"}"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.code()).isEqualTo(-32602);
    }

    @Test
    void aModernHeaderOnAHandshakeIsNoHandshake() throws Exception {
        var answer =
                server.legacy(
                        Fixture.initialize("2025-11-25"), "MCP-Protocol-Version", "2026-07-28");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(-32602);
    }

    @Test
    void pingIsExactlyEmpty() throws Exception {
        var answer = server.inSession("{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"method\":\"ping\"}");
        assertThat(answer.text()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"result\":{}}");
    }

    @Test
    void notificationsAndResponsesAreAcceptedWithoutAnswer() throws Exception {
        for (var body :
                new String[] {
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/of/the/future\"}",
                    "{\"jsonrpc\":\"2.0\",\"id\":\"s17\",\"result\":{}}"
                }) {
            var answer = server.inSession(body, "MCP-Protocol-Version", "2025-11-25");
            assertThat(answer.status()).as(body).isEqualTo(202);
            assertThat(answer.text()).isEmpty();
        }
    }

    @Test
    void resultsCarryNothingOfTheOtherEra() throws Exception {
        var list =
                server.inSession(
                        Fixture.call("tools/list", "{}"), "MCP-Protocol-Version", "2025-11-25");
        assertThat(list.result().path("tools")).hasSize(7);
        assertThat(list.result().properties()).hasSize(1);
        var echo =
                server.inSession(
                        Fixture.call(
                                "tools/call", "{\"name\":\"echo\",\"arguments\":{\"count\":1}}"),
                        "MCP-Protocol-Version",
                        "2025-11-25");
        assertThat(echo.result().has("resultType")).isFalse();
        assertThat(echo.result().path("_meta").toString()).isEqualTo("{\"own/key\":1}");
        assertThat(echo.result().path("structuredContent").toString())
                .isEqualTo("{\"result\":[1]}");
    }

    @Test
    void theOldestRevisionHasNoStructuredContent() throws Exception {
        var call = Fixture.call("tools/call", "{\"name\":\"echo\",\"arguments\":{}}");
        var oldest = server.inSession(call, "2025-03-26", new String[0]);
        assertThat(oldest.result().has("content")).isTrue();
        assertThat(oldest.result().has("structuredContent")).isFalse();
        var next = server.inSession(call, "2025-06-18", new String[0]);
        assertThat(next.result().has("structuredContent")).isTrue();
    }

    @Test
    void theSessionsRevisionCountsWhateverServedOneTheHeaderNames() throws Exception {
        var answer =
                server.inSession(
                        Fixture.call("tools/call", "{\"name\":\"echo\",\"arguments\":{}}"),
                        "MCP-Protocol-Version",
                        "2025-03-26");
        assertThat(answer.result().has("structuredContent")).isTrue();
    }

    @Test
    void argumentsMayBeAbsent() throws Exception {
        var answer = server.inSession(Fixture.call("tools/call", "{\"name\":\"echo\"}"));
        assertThat(answer.result().path("content").get(0).path("text").asText()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server/discover", "subscriptions/listen", "resources/list", "x"})
    void anUnknownMethodIsAnsweredInBand(String method) throws Exception {
        var answer =
                server.inSession(Fixture.call(method, "{}"), "MCP-Protocol-Version", "2025-06-18");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.code()).isEqualTo(-32601);
    }

    @Test
    void anUnknownToolOrCursorIsAnsweredInBand() throws Exception {
        for (var body :
                new String[] {
                    Fixture.call("tools/call", "{\"name\":\"nothing\"}"),
                    Fixture.call("tools/call", "[]"),
                    Fixture.call("tools/list", "{\"cursor\":\"\"}")
                }) {
            var answer = server.inSession(body);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.code()).as(body).isEqualTo(-32602);
        }
    }

    @Test
    void anUnservedRevisionInTheHeaderIsRefused() throws Exception {
        var answer =
                server.inSession(Fixture.call("ping", "{}"), "MCP-Protocol-Version", "2024-11-05");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(-32600);
    }

    @Test
    void aSessionOfAnotherLifeIsGone() throws Exception {
        var answer = server.inSession(Fixture.call("ping", "{}"), "Mcp-Session-Id", "abc");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo(-32600);
    }

    @Test
    void whatAcceptsNoAnswerGetsNone() throws Exception {
        assertThat(server.inSession(Fixture.call("ping", "{}"), "Accept", "text/html").status())
                .isEqualTo(406);
        assertThat(server.inSession(Fixture.call("ping", "{}"), "Accept", "*/*;q=0.1").status())
                .isEqualTo(200);
        assertThat(
                        server.inSession(
                                        Fixture.call("ping", "{}"),
                                        "Accept",
                                        "application/json;q=0")
                                .status())
                .isEqualTo(406);
    }
}
