package io.systemmanager.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorsTest {
    private static final String PAGE = "https://inspector.example";
    private static final String ORIGIN = "Origin: " + PAGE;
    private static final String ASKS = "Access-Control-Request-Method: POST";

    private final Listener closed = listen(Cors.off());
    private final Listener open = listen(new Cors(Set.of(PAGE)));

    private static Listener listen(Cors cors) {
        Routes routes =
                () ->
                        List.of(
                                Route.of(
                                        Verb.POST,
                                        "/mcp",
                                        Access.AGENT,
                                        context -> context.result("ok")),
                                Route.of(
                                        Verb.GET,
                                        "/mcp",
                                        Access.AGENT,
                                        context -> context.result("ok")));
        return PlainListener.start(
                new ListenerPlan(
                        ListenAddress.anyLoopbackPort(),
                        Limits.standard(),
                        ServerNames.loopbackOnly(),
                        cors,
                        () -> "id-1",
                        List.of(routes)));
    }

    @AfterAll
    void stop() {
        closed.close();
        open.close();
    }

    private static String preflight(Listener listener, String... headers) throws IOException {
        return RawHttp.exchange(
                listener.port(), RawHttp.head("OPTIONS", "/mcp", listener.port(), headers));
    }

    @Test
    void aPreflightOfAnAllowedPageIsAnsweredWithThatPageAlone() throws IOException {
        var asked = "Access-Control-Request-Headers: authorization, mcp-param-region, x-other";

        assertThat(preflight(open, ORIGIN, ASKS, asked))
                .startsWith("HTTP/1.1 204 ")
                .contains(
                        "Access-Control-Allow-Origin: " + PAGE + "\r\n",
                        "Vary: Origin\r\n",
                        "Access-Control-Allow-Methods: GET, POST, DELETE, OPTIONS\r\n",
                        "Access-Control-Allow-Headers: Authorization, Content-Type, Accept,"
                                + " Mcp-Session-Id, MCP-Protocol-Version, Mcp-Method, Mcp-Name,"
                                + " Last-Event-ID, mcp-param-region\r\n")
                .doesNotContainIgnoringCase("credentials", "x-other", "*");
    }

    @Test
    void anAllowedPageMayReadTheAnswerAndItsProtocolHeaders() throws IOException {
        assertThat(RawHttp.get(open.port(), "/mcp", ORIGIN))
                .startsWith("HTTP/1.1 200 ")
                .contains(
                        "Access-Control-Allow-Origin: " + PAGE + "\r\n",
                        "Access-Control-Expose-Headers: Mcp-Session-Id, MCP-Protocol-Version,"
                                + " WWW-Authenticate",
                        "Vary: Origin\r\n")
                .doesNotContainIgnoringCase("allow-credentials");
    }

    /** Else a cache could give an answer without the header to the page. */
    @Test
    void anAnswerToNobodysPageSaysThatItVaries() throws IOException {
        assertThat(RawHttp.get(open.port(), "/mcp"))
                .contains("Vary: Origin\r\n")
                .doesNotContain("Access-Control");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://inspector.example",
                "https://inspector.example:8443",
                "https://inspector.example.evil.example",
                "null"
            })
    void everyOtherOriginIsRefused(String origin) throws IOException {
        assertThat(RawHttp.get(open.port(), "/mcp", "Origin: " + origin))
                .startsWith("HTTP/1.1 403 ")
                .doesNotContain("Access-Control");
        assertThat(preflight(open, "Origin: " + origin, ASKS))
                .startsWith("HTTP/1.1 403 ")
                .doesNotContain("Access-Control");
    }

    @Test
    void withoutConfigurationThereIsNoCors() throws IOException {
        assertThat(RawHttp.get(closed.port(), "/mcp", ORIGIN)).startsWith("HTTP/1.1 403 ");
        assertThat(preflight(closed, ORIGIN, ASKS)).startsWith("HTTP/1.1 403 ");
        assertThat(preflight(closed, "Origin: http://localhost:3000", ASKS))
                .startsWith("HTTP/1.1 405 ")
                .doesNotContain("Access-Control", "Vary");
    }

    @Test
    void whatIsNoPreflightIsAWrongMethodLikeAnyOther() throws IOException {
        assertThat(preflight(open, ORIGIN))
                .startsWith("HTTP/1.1 405 ")
                .contains("Allow: GET, POST");
        assertThat(preflight(open, ASKS)).startsWith("HTTP/1.1 405 ");
    }

    @Test
    void aPreflightOfAnUnknownPathIsNotFound() throws IOException {
        var head = RawHttp.head("OPTIONS", "/other", open.port(), ORIGIN, ASKS);
        assertThat(RawHttp.exchange(open.port(), head)).startsWith("HTTP/1.1 404 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://*.example",
                "https://a.example/",
                "HTTPS://a.example",
                "a",
                ""
            })
    void whatIsNoOriginCannotBeConfigured(String origin) {
        assertThatThrownBy(() -> new Cors(Set.of(origin)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
