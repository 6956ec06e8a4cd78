package io.systemmanager.contract.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.server.McpClient;
import io.systemmanager.contract.server.RunningServer;
import io.systemmanager.http.Verb;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that wants to be a script, pages that want to be framed, paths that want to be others. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostilePagesTest {
    private static final List<String> PAYLOADS =
            List.of(
                    "<script>alert(1)</script>",
                    "\"><img src=x onerror=alert(1)>",
                    "'><svg/onload=alert(1)>",
                    "</textarea></title></style><b>out</b>",
                    "[here](javascript:alert(1)) **bold** https://evil.example",
                    "${7*7} {{7*7}} <%= 7*7 %> @template.layout()",
                    "&lt;script&gt; &#x3c;b&#x3e;",
                    "left\u202eright\u200b\u2066\u0007");

    private static final List<String> TAGS =
            List.of("<script>a", "<img", "<svg", "<b>", "<a href=\"javascript", "\u202e", "\u0007");

    private final RunningServer running = RunningServer.start();
    private final Browser browser = Browser.signedIn(running, running.operatorSecret());

    @AfterAll
    void stop() {
        running.close();
    }

    private static void harmless(McpClient.Answer answer) {
        // What is no path at all, the listener refuses itself.
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .matches("text/html.*|application/problem\\+json");
        TAGS.forEach(tag -> assertThat(answer.body()).doesNotContain(tag));
    }

    @Test
    void whatAnAgentSaysIsTextAndIsSaidToBeItsOwn() {
        for (var payload : PAYLOADS) {
            var token = running.token("agent:a" + payload.hashCode(), List.of("docker:operate"));
            var id = Asking.asks(running, token, payload);
            var card = browser.get("/console/approvals/" + id);

            assertThat(card.status()).isEqualTo(200);
            harmless(card);
            harmless(browser.get("/console"));
            assertThat(card.body()).contains("The agent's own words").doesNotContain(">49<");
            var fields = browser.decision(id);
            assertThat(browser.submit("/console/approvals/" + id + "/deny", fields).status())
                    .isEqualTo(303);
        }
        harmless(browser.get("/console/audit"));
        harmless(browser.get("/console/operations"));
    }

    @Test
    void whatIsTypedComesBackAsText() {
        var fields =
                Stream.of("since", "principal", "tool", "type", "target", "operation_id", "before");
        fields.forEach(field ->
                PAYLOADS.forEach(payload ->
                        harmless(browser.get("/console/audit?" + field + "=" + encoded(payload)))));
        for (var payload : PAYLOADS) {
            var asked = encoded(payload);
            harmless(browser.get("/console/operations?status=" + asked));
            harmless(
                    browser.get(
                            "/console/policy?operation=containers_list&who=%s&labels=%s&container=%s"
                                    .formatted(asked, asked, asked)));
            harmless(browser.get("/console/approvals/" + asked.replace("%2F", "_")));
            harmless(new Browser(running).get("/console/audit?type=" + asked));
        }
    }

    @Test
    void everyAnswerForbidsFramesAndForeignScripts() {
        for (var route : running.server().admin().routes()) {
            if (route.path().equals("/console/events") || route.path().equals("/metrics")) {
                continue; // the one does not end, the other is no page
            }
            var path = route.path().replace("{id}", "apr_none").replace("{seq}", "0");
            for (var visitor : List.of(browser, new Browser(running))) {
                var request = visitor.form(path, Map.of("a", "b"));
                guarded(visitor.send(route.verb() == Verb.GET ? request.GET() : request), path);
            }
        }
        guarded(browser.get("/console/nothing"), "an unknown path");
        guarded(browser.get("/console/approvals/x/approve"), "a wrong method");
    }

    private static void guarded(McpClient.Answer answer, String path) {
        var headers = answer.headers();
        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                .as(path)
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(headers.firstValue("X-Content-Type-Options")).as(path).hasValue("nosniff");
        if (answer.body().contains("<html")) {
            assertThat(headers.firstValue("Cache-Control")).as(path).hasValue("no-store");
            assertThat(answer.body())
                    .as(path)
                    .doesNotContain(" style=", " onclick=", "<style", "<script>", "javascript:");
        }
    }

    @Test
    void filesAreKeptByTheirVersionAndNothingElseIsServed() {
        var page = browser.get("/console").body();
        for (var file : List.of("console.css", "icon.svg", "htmx.js", "htmx-ext-sse.js")) {
            int at = page.indexOf("/assets/" + file);
            var address = page.substring(at, page.indexOf('"', at));
            assertThat(browser.get(address).headers().firstValue("Cache-Control").orElse(""))
                    .contains("immutable");
            assertThat(browser.get("/assets/" + file).headers().firstValue("Cache-Control"))
                    .hasValue("no-store");
        }
        for (var path : List.of("/assets", "/assets/", "/assets/htmx.min.js", "/META-INF")) {
            assertThat(browser.get(path).status()).as(path).isEqualTo(404);
        }
    }

    /** Sent byte by byte, because clients tidy paths up. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/../console",
                "/console/%2e%2e/metrics",
                "/console/..;/metrics",
                "/console;jsessionid=1",
                "/console/approvals/..%2f..%2fmetrics",
                "//console",
                "/console//audit",
                "/console/",
                "/CONSOLE",
                "/assets/../console",
                "/assets/%2e%2e/%2e%2e/etc/passwd",
                "/assets/..%5c..%5cconsole",
                "/console/audit%00",
                "/console/audit/1/../2"
            })
    void aPathThatIsWrittenOddlyOpensNothing(String path) throws Exception {
        var status = Integer.parseInt(raw(path, "localhost").split(" ", 3)[1]);
        assertThat(status).isIn(400, 401, 404);
    }

    @Test
    void anotherHostIsRefused() throws Exception {
        for (var path : List.of("/console", "/console/sign-in", "/assets/htmx.js")) {
            assertThat(raw(path, "rebound.example")).startsWith("HTTP/1.1 403");
        }
    }

    private String raw(String path, String host) throws IOException {
        var context = McpClient.trusting(running.state().caCertificate());
        try (var socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket("localhost", running.server().adminPort())) {
            socket.getOutputStream()
                    .write(
                            ("GET " + path + " HTTP/1.1\r\nHost: " + host)
                                    .concat("\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
