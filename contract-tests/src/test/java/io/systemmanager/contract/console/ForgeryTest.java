package io.systemmanager.contract.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.server.RunningServer;
import io.systemmanager.http.Verb;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms that somebody else makes a signed-in browser send. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgeryTest {
    /** What is sent there is a form of the page itself. */
    private static final Set<String> PAGES_WITH_FORMS =
            Set.of("/console/sign-in", "/console/grants");

    private final RunningServer running = RunningServer.start();
    private final Browser browser = Browser.signedIn(running, running.operatorSecret());
    private final String approval = Asking.asks(running, running.agentToken(), "because of that");
    private final Map<String, String> good = browser.decision(approval);
    private final String path = "/console/approvals/" + approval + "/approve";

    @AfterEach
    void nothingWasDecided() {
        assertThat(Asking.types(running)).doesNotContain("approval.granted", "approval.denied");
        assertThat(browser.get("/console").status()).as("and the session goes on").isEqualTo(200);
    }

    @AfterAll
    void stop() {
        running.close();
    }

    private HttpRequest.Builder ours(Map<String, String> fields) {
        return browser.form(path, fields).header("Sec-Fetch-Site", "same-origin");
    }

    @Test
    void aFormWithoutATokenIsRefused() {
        var fields = new HashMap<>(good);
        fields.remove("token");
        assertThat(browser.send(ours(fields)).status()).isEqualTo(403);
        fields.put("token", "");
        assertThat(browser.send(ours(fields)).status()).isEqualTo(403);
    }

    @Test
    void theTokenOfAnotherSessionIsRefused() {
        var other = Browser.signedIn(running, running.operatorSecret());
        var fields = new HashMap<>(good);
        fields.put("token", Browser.hidden(other.get("/console").body(), "token"));
        assertThat(browser.send(ours(fields)).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "none"})
    void aPageOfAnotherSiteIsRefusedEvenWithTheToken(String site) {
        var request = browser.form(path, good).header("Sec-Fetch-Site", site);
        assertThat(browser.send(request).status()).isEqualTo(403);
    }

    /** Loopback names of other ports get past the listener, for agents' pages; not here. */
    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example", "null", "https://localhost:1", "http://localhost"})
    void anotherOriginIsRefusedEvenWithTheToken(String origin) {
        var request = browser.form(path, good).header("Origin", origin);
        assertThat(browser.send(request).status()).isEqualTo(403);
        assertThat(browser.send(ours(good).header("Origin", origin)).status()).isEqualTo(403);
    }

    /** It is refused before its form is there, and the answer is not broken off by that. */
    @Test
    void whoIsRefusedEarlyIsToldSo() {
        var request =
                browser.request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", "null")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(ForgeryTest::late));
        assertThat(browser.send(request).status()).isEqualTo(403);
    }

    private static InputStream late() {
        LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
        return new ByteArrayInputStream("token=x".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aRequestThatDoesNotSayWhereItComesFromIsRefused() {
        assertThat(browser.send(browser.form(path, good)).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json", "multipart/form-data; boundary=x"})
    void whatIsNoFormIsRefused(String type) {
        var request =
                browser.request(path)
                        .header("Content-Type", type)
                        .header("Sec-Fetch-Site", "same-origin")
                        .POST(HttpRequest.BodyPublishers.ofString("token=" + good.get("token")));
        assertThat(browser.send(request).status()).isEqualTo(403);
    }

    @Test
    void noChangeIsMadeByGetOrAnythingButPost() {
        for (var route : running.server().admin().routes()) {
            if (route.verb() == Verb.POST) {
                var at = route.path().replace("{id}", approval);
                for (var method : new String[] {"GET", "HEAD", "PUT", "DELETE", "PATCH"}) {
                    boolean page = method.equals("GET") && PAGES_WITH_FORMS.contains(at);
                    var request =
                            browser.request(at).method(method, HttpRequest.BodyPublishers.noBody());
                    assertThat(browser.send(request).status())
                            .as(method + " " + at)
                            .isEqualTo(page ? 200 : 405);
                }
            }
        }
    }

    @Test
    void aFormThatIsTooLongOrTwiceTheSameIsRefused() {
        var fields = new HashMap<>(good);
        fields.put("reason", "x".repeat(20_000));
        assertThat(browser.send(ours(fields)).status()).isEqualTo(413);

        var twice =
                browser.request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Sec-Fetch-Site", "same-origin")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "token=x&token=" + good.get("token")));
        assertThat(browser.send(twice).status()).isEqualTo(400);
    }
}
