package io.systemmanager.mcpengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModernEndpointTest {
    private static Fixture server;

    @BeforeAll
    static void listen() {
        server = new Fixture(Fixture.LIMITS);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void discoverTellsVersionsCapabilitiesAndWhoItIs() throws Exception {
        var answer = server.modern("server/discover", "1", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.text())
                .isEqualTo(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{"
                                + "\"supportedVersions\":[\"2026-07-28\"],"
                                + "\"capabilities\":{\"tools\":{},\"logging\":{}},"
                                + "\"instructions\":\"Be kind.\","
                                + "\"_meta\":{\"io.modelcontextprotocol/serverInfo\":"
                                + "{\"name\":\"fixture\",\"version\":\"1.0\"}},"
                                + "\"resultType\":\"complete\","
                                + "\"ttlMs\":60000,\"cacheScope\":\"private\"}}");
    }

    @Test
    void theListHoldsTheSchemasUntouchedAndIsPrivate() throws Exception {
        var result = server.modern("tools/list", "\"a\"", "").result();
        assertThat(result.path("tools").findValuesAsText("name"))
                .containsSubsequence("echo", "free", "wait", "broken");
        assertThat(result.path("tools").get(0).path("inputSchema"))
                .isEqualTo(FixtureTools.tree(FixtureTools.ECHO_SCHEMA));
        assertThat(result.path("cacheScope").asText()).isEqualTo("private");
        assertThat(result.path("ttlMs").isInt()).isTrue();
        assertThat(result.has("nextCursor")).isFalse();
    }

    @Test
    void aCallReachesTheToolWithItsContext() throws Exception {
        server.tools.calls.clear();
        var answer =
                server.modern(
                        "tools/call",
                        "0",
                        "\"name\":\"echo\",\"arguments\":{\"kind\":\"a\"}",
                        "traceparent",
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        assertThat(answer.json().path("id").isInt()).isTrue();
        assertThat(answer.result().path("content").get(0).path("text").asText())
                .isEqualTo("{\"kind\":\"a\"}");
        assertThat(answer.result().path("structuredContent").isArray()).isTrue();
        assertThat(answer.result().path("_meta").path("own/key").asInt()).isEqualTo(1);
        assertThat(answer.result().path("_meta").has("io.modelcontextprotocol/serverInfo"))
                .isTrue();
        assertThat(answer.result().path("resultType").asText()).isEqualTo("complete");
        assertThat(answer.result().has("ttlMs")).isFalse();
        var call = server.tools.calls.poll(1, TimeUnit.SECONDS);
        assertThat(call.principal()).isEqualTo("alice");
        assertThat(call.context().protocol()).isEqualTo("2026-07-28");
        assertThat(call.context().clientName()).contains("tester");
        assertThat(call.context().rpcId()).isEqualTo("0");
        assertThat(call.context().remoteAddress()).isEqualTo("127.0.0.1");
        assertThat(call.context().traceparent().orElseThrow()).startsWith("00-0af76519");
        assertThat(answer.header("X-Correlation-Id")).isEqualTo(call.context().correlationId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"7\"", "0", "\"cf8bbfb2-1\"", "123456789012345678901"})
    void theIdComesBackWithItsType(String id) throws Exception {
        assertThat(server.modern("server/discover", id, "").text()).contains("\"id\":" + id + ",");
        assertThat(server.modern("unknown/method", id, "").text()).contains("\"id\":" + id + ",");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "initialize",
                "ping",
                "logging/setLevel",
                "resources/list",
                "tasks/get",
                "unknown/method"
            })
    void whatThisEraOrServerLacksIsNotFound(String method) throws Exception {
        var answer = server.modern(method, "1", "");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo(-32601);
        assertThat(answer.header("Mcp-Session-Id")).isEmpty();
    }

    @Test
    void aMissingMetaIsInvalidParams() throws Exception {
        var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{}}";
        var answer = server.legacy(body, "MCP-Protocol-Version", "2026-07-28");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(-32602);
    }

    @Test
    void headersThatDifferFromTheBodyAreRefused() throws Exception {
        var version = server.modern("tools/list", "1", "", "MCP-Protocol-Version", "2025-11-25");
        assertThat(version.status()).isEqualTo(400);
        assertThat(version.code()).isEqualTo(-32020);
        assertThat(server.modern("tools/list", "1", "", "Mcp-Method", "TOOLS/LIST").code())
                .isEqualTo(-32020);
        var name = server.modern("tools/call", "1", "\"name\":\"wait\"", "Mcp-Name", "echo");
        assertThat(name.code()).isEqualTo(-32020);
    }

    @Test
    void anUnknownVersionIsEchoedWithTheSupportedOnes() throws Exception {
        var body = Fixture.modernBody("tools/list", "5", "").replace("2026-07-28", "v999.0.0");
        var answer = server.legacy(body, "MCP-Protocol-Version", "v999.0.0");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(-32022);
        assertThat(answer.error().path("data").path("requested").asText()).isEqualTo("v999.0.0");
        assertThat(answer.error().path("data").path("supported").toString())
                .isEqualTo("[\"2026-07-28\"]");
        assertThat(server.legacy(body, "MCP-Protocol-Version", "2026-07-28").code())
                .isEqualTo(-32020);
    }

    @ParameterizedTest
    @CsvSource({
        "=?base64?SGVsbG8=?=, Hello, 0",
        "=?base64?SGVsbG8?=, Hello, -32020",
        "SGVsbG8=, SGVsbG8=, 0",
        "Hello, Hello, 0",
        "hello, Hello, -32020",
    })
    void anArgumentIsRepeatedInItsHeader(String header, String text, int code) throws Exception {
        var params = "\"name\":\"echo\",\"arguments\":{\"text\":\"" + text + "\"}";
        var answer = server.modern("tools/call", "1", params, "Mcp-Param-Text", header);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(code == 0 ? 200 : 400);
    }

    @Test
    void anArgumentWithoutItsHeaderIsRefusedAndNullNeedsNone() throws Exception {
        var call = "\"name\":\"echo\",\"arguments\":{\"count\":3}";
        assertThat(server.modern("tools/call", "1", call).code()).isEqualTo(-32020);
        assertThat(server.modern("tools/call", "1", call, "mcp-param-count", "3.0").status())
                .isEqualTo(200);
        var none = "\"name\":\"echo\",\"arguments\":{}";
        assertThat(server.modern("tools/call", "1", none, "Mcp-Param-Count", "3").status())
                .isEqualTo(200);
    }

    @Test
    void wrongParamsAndUnknownToolsAreAnsweredInBand() throws Exception {
        for (var params :
                new String[] {
                    "\"name\":\"nothing\"",
                    "\"name\":3",
                    "\"arguments\":{}",
                    "\"name\":\"echo\",\"arguments\":[1]",
                    "\"name\":\"echo\",\"requestState\":\"x\""
                }) {
            var answer = server.modern("tools/call", "1", params);
            assertThat(answer.status()).as(params).isEqualTo(200);
            assertThat(answer.code()).as(params).isEqualTo(-32602);
        }
        assertThat(server.modern("tools/list", "1", "\"cursor\":\"x\"").code()).isEqualTo(-32602);
    }

    @Test
    void wrongArgumentsAreNamedToTheApplicationWhichRefuses() throws Exception {
        var answer =
                server.modern(
                        "tools/call",
                        "1",
                        "\"name\":\"free\",\"arguments\":{\"name\":\"a\",\"unknown_one\":1}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.result().path("isError").asBoolean()).isTrue();
        var text = answer.result().path("content").get(0).path("text").asText();
        var error = FixtureTools.tree(text).path("error");
        assertThat(text).doesNotContain("\n");
        assertThat(error.path("code").asText()).isEqualTo("invalid_arguments");
        assertThat(error.path("cause").asText()).isEqualTo("there is no parameter unknown_one");
        assertThat(error.path("correlation_id").asText())
                .isEqualTo(answer.header("X-Correlation-Id"));
    }

    @Test
    void aToolsOwnFailureIsAResult() throws Exception {
        var call = "\"name\":\"free\",\"arguments\":{\"name\":\"a\"}";
        var answer = server.modern("tools/call", "1", call);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.result().path("isError").asBoolean()).isTrue();
    }

    @Test
    void aBrokenToolTellsNothingButAnId() throws Exception {
        var answer = server.modern("tools/call", "1", "\"name\":\"broken\"");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.code()).isEqualTo(-32603);
        assertThat(answer.text()).doesNotContain("secret");
        assertThat(answer.error().path("data").path("correlation_id").asText())
                .isEqualTo(answer.header("X-Correlation-Id"))
                .isNotEmpty();
    }

    @Test
    void aWeakCredentialIsChallengedWithTheScope() throws Exception {
        var call = "\"name\":\"free\",\"arguments\":{\"name\":\"a\"}";
        var answer = server.modern("tools/call", "4", call, "Authorization", "Bearer bob");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo("Bearer error=\"insufficient_scope\", scope=\"free:use\"");
        assertThat(answer.json().path("id").asInt()).isEqualTo(4);
        assertThat(answer.error().path("data").path("scope").asText()).isEqualTo("free:use");
    }

    @Test
    void aListDependsOnThePrincipalOnly() throws Exception {
        var answer = server.modern("tools/list", "1", "", "Authorization", "Bearer bob");
        assertThat(answer.result().path("tools")).hasSize(1);
    }

    @Test
    void notificationsAreAcceptedWithoutAnswer() throws Exception {
        var body =
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{"
                        + "\"requestId\":\"listen:0\"}}";
        var answer = server.legacy(body, "MCP-Protocol-Version", "2026-07-28");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text()).isEmpty();
    }

    @Test
    void responsesDoNotExist() throws Exception {
        var answer =
                server.legacy(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
                        "MCP-Protocol-Version",
                        "2026-07-28");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(-32600);
    }
}
