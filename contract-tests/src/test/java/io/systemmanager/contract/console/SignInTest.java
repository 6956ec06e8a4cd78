package io.systemmanager.contract.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.server.RunningServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInTest {
    private final RunningServer running = RunningServer.start();
    private Browser browser = new Browser(running);

    @BeforeEach
    void aFreshBrowser() {
        browser = new Browser(running);
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    void theSecretOpensASessionWhichIsRecorded() {
        long before = running.entryCount();
        var answer = browser.signIn(running.operatorSecret());

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).hasValue("/console");
        assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
                .startsWith("__Host-systemmanager=")
                .contains("Path=/", "Secure", "HttpOnly", "SameSite=Strict")
                .doesNotContain("Domain");
        assertThat(browser.get("/console").status()).isEqualTo(200);
        assertThat(running.entriesFrom(before))
                .anySatisfy(entry -> {
                    assertThat(entry.path("type").asText()).isEqualTo("auth.succeeded");
                    assertThat(entry.at("/client/proto").asText()).isEqualTo("console");
                });
    }

    @Test
    void aBrowserThatBringsAnIdGetsAnother() {
        browser.bring("chosen-by-somebody-else");
        browser.signIn(running.operatorSecret());
        var first = browser.cookie();
        assertThat(first).isNotEqualTo("chosen-by-somebody-else").hasSizeGreaterThan(40);

        browser.signIn(running.operatorSecret());
        assertThat(browser.cookie()).isNotEqualTo(first);
        browser.bring(first);
        assertThat(browser.get("/console").status()).isEqualTo(401);
    }

    @Test
    void noOtherCredentialOpensTheConsole() {
        var monitor =
                running.operator("token.create", request -> request.put("subject", "monitor:m"))
                        .path("secret")
                        .asText();
        for (var secret : new String[] {running.agentToken(), monitor, "smt_guess", ""}) {
            assertThat(browser.signIn(secret).status()).isIn(401, 429);
            assertThat(browser.cookie()).isEmpty();
        }
        var bearer =
                browser.request("/console")
                        .header("Authorization", "Bearer " + running.operatorSecret());
        assertThat(browser.send(bearer).status()).isEqualTo(401);
    }

    @Test
    void aSessionOpensNothingForAgents() {
        var signedIn = Browser.signedIn(running, running.operatorSecret());
        var agent = running.client(running.operatorSecret());
        assertThat(agent.listTools().status()).isEqualTo(401);

        var cookie = "__Host-systemmanager=" + signedIn.cookie();
        var anonymous = running.client("");
        assertThat(anonymous.send(anonymous.post("{}").header("Cookie", cookie).build()).status())
                .isEqualTo(401);
    }

    @Test
    void guessingIsSlowedAndLocksNobodyOut() {
        int status = 0;
        for (int i = 0; i < 12; i++) {
            status = browser.signIn("smt_guess" + i).status();
        }
        assertThat(status).isEqualTo(429);
        assertThat(browser.signIn("smt_guess").headers().firstValue("Retry-After")).isPresent();
        assertThat(browser.signIn(running.operatorSecret()).status()).isEqualTo(303);
    }

    @Test
    void signingOutEndsTheSession() {
        browser.signIn(running.operatorSecret());
        var id = browser.cookie();
        var token = Browser.hidden(browser.get("/console").body(), "token");
        assertThat(browser.submit("/console/sign-out", Map.of("token", token)).status())
                .isEqualTo(303);

        assertThat(browser.cookie()).isEmpty();
        browser.bring(id);
        assertThat(browser.get("/console").status()).isEqualTo(401);
    }

    @Test
    void aRevokedSecretEndsItsSessions() {
        var made =
                running.operator(
                        "token.create",
                        request -> {
                            request.put("subject", "operator:leaving");
                            request.putArray("roles").add("operator");
                            return request;
                        });
        var leaving = Browser.signedIn(running, made.path("secret").asText());
        assertThat(leaving.get("/console").status()).isEqualTo(200);

        running.operator(
                "token.revoke", request -> request.put("id", made.at("/token/id").asText()));
        assertThat(leaving.get("/console").status()).isEqualTo(401);
    }

    @Test
    void aPageOfAnotherSiteSignsNobodyIn() {
        var fields = Map.of("secret", running.operatorSecret());
        for (var site : new String[] {"cross-site", "same-site", "none"}) {
            var request = browser.form("/console/sign-in", fields).header("Sec-Fetch-Site", site);
            assertThat(browser.send(request).status()).as(site).isEqualTo(403);
        }
        assertThat(browser.send(browser.form("/console/sign-in", fields)).status()).isEqualTo(403);
        assertThat(browser.cookie()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/console",
                "/console/../mcp",
                "/console//evil.example",
                "/consoles",
                "javascript:alert(1)",
                "/console\\evil",
                "/console/\r\nSet-Cookie: a=b"
            })
    void aSignInLeadsNowhereElse(String back) {
        var fields = Map.of("secret", running.operatorSecret(), "back", back);
        assertThat(browser.submit("/console/sign-in", fields).headers().firstValue("Location"))
                .hasValue("/console");
    }

    @Test
    void aSignInLeadsBackToThePageThatWasWanted() {
        var asked = browser.get("/console/audit?type=op.started&before=7");
        assertThat(asked.status()).isEqualTo(401);
        var back = Browser.hidden(asked.body(), "back").replace("&amp;", "&");

        var fields = Map.of("secret", running.operatorSecret(), "back", back);
        assertThat(browser.submit("/console/sign-in", fields).headers().firstValue("Location"))
                .hasValue("/console/audit?type=op.started&before=7");
    }
}
