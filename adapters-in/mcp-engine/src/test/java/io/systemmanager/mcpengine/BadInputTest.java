package io.systemmanager.mcpengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest {
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
    @ValueSource(
            strings = {
                "",
                "{",
                "nonsense",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} {}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":1e999}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":\"\\ud800\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":NaN}}",
                "{'jsonrpc':'2.0'}",
            })
    void whatIsNotPlainJsonIsAParseErrorWithoutId(String body) throws Exception {
        assertUnparsable(server.inSession(body));
    }

    @Test
    void aCharsetThatNobodyKnowsIsNoFailureOfOurs() throws Exception {
        var words = server.inSession(withParams("{}"), "Content-Type", "text/x; charset=nonsense");
        assertThat(words.status()).isEqualTo(415);
        var json =
                server.inSession(
                        withParams("{}"), "Content-Type", "application/json; charset=nonsense");
        assertThat(json.status()).isEqualTo(200); // the body is UTF-8, whatever the header says
    }

    @Test
    void nestingAndNumbersHaveALimit() throws Exception {
        var deep = "[".repeat(70) + "]".repeat(70);
        assertUnparsable(server.inSession(withParams("{\"a\":" + deep + "}")));
        assertUnparsable(server.inSession(withParams("{\"a\":" + "1".repeat(70) + "}")));
        var fine = "[".repeat(60) + "]".repeat(60);
        assertThat(server.inSession(withParams("{\"a\":" + fine + "}")).status()).isEqualTo(200);
    }

    @Test
    void onlyUtf8IsRead() throws Exception {
        var ping = withParams("{}");
        assertUnparsable(post(ping.getBytes(StandardCharsets.UTF_16BE)));
        assertUnparsable(post(ping.getBytes(StandardCharsets.UTF_16LE)));
        var broken = ping.replace("{}", "{\"a\":\"ä\"}").getBytes(StandardCharsets.ISO_8859_1);
        assertUnparsable(post(broken));
        // An overlong form of '/', which a lenient decoder takes.
        var overlong = ping.replace("{}", "{\"a\":\"?!\"}").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < overlong.length; i++) {
            overlong[i] =
                    overlong[i] == '?'
                            ? (byte) 0xc0
                            : overlong[i] == '!' ? (byte) 0xaf : overlong[i];
        }
        assertUnparsable(post(overlong));
    }

    @Test
    void aReplacementCharacterThatWasSentIsTextLikeAnyOther() throws Exception {
        var answer = server.inSession(withParams("{\"a\":\"\uFFFD \u4E2D\"}"));

        assertThat(answer.status()).isEqualTo(200);
    }

    private static String withParams(String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":" + params + "}";
    }

    private static Fixture.Answer post(byte[] body) throws IOException, InterruptedException {
        return server.send(server.request().POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private static void assertUnparsable(Fixture.Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(-32700);
        assertThat(answer.json().has("id")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]",
                "3",
                "null",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"result\":{}}",
                "{\"jsonrpc\":2.0,\"method\":\"ping\"}",
                "{\"method\":\"ping\"}",
            })
    void whatIsNoMessageIsAnInvalidRequestWithoutId(String body) throws Exception {
        var answer = server.inSession(body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(-32600);
        assertThat(answer.json().has("id")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"x\",\"method\":\"ping\"}",
                "{\"jsonrpc\":\"1.0\",\"id\":\"x\",\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":7}",
                "{\"jsonrpc\":\"2.0\",\"id\":\"x\"}",
            })
    void anIdThatCouldBeReadComesBack(String body) throws Exception {
        var answer = server.inSession(body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("id").asText()).isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource({"text/plain, 415", "application/jsonx, 415", "APPLICATION/JSON, 200"})
    void onlyJsonIsRead(String type, int status) throws Exception {
        var answer = server.inSession(withParams("{}"), "Content-Type", type);
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void aBodyAnnouncedOverTheLimitIsRefusedBeforeItComes() throws Exception {
        var head =
                """
                POST /mcp HTTP/1.1
                Host: 127.0.0.1
                Authorization: Bearer alice
                Content-Type: application/json
                Content-Length: 1048577

                """
                        .replace("\n", "\r\n");
        // Over a socket of its own: a client that sends such a body may lose the answer to it.
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.listener.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            var answer = new byte["HTTP/1.1 413".length()];
            assertThat(socket.getInputStream().readNBytes(answer, 0, answer.length))
                    .isEqualTo(answer.length);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void aBodyThatGrowsOverTheLimitIsRefused() throws Exception {
        var big = new byte[(1 << 20) + 1];
        var streamed =
                HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(big));
        var answer = server.send(server.request().POST(streamed));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().path("code").asText()).isEqualTo("request_too_large");
    }

    @Test
    void everyErrorCarriesTheSameIdAsItsHeader() throws Exception {
        for (var body :
                new String[] {"{", "[]", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\"}"}) {
            var answer = server.inSession(body);
            assertThat(answer.error().path("data").path("correlation_id").asText())
                    .startsWith("cid-")
                    .isEqualTo(answer.header("X-Correlation-Id"));
            assertThat(answer.error().path("data").path("next_step").asText()).isNotEmpty();
        }
    }
}
