package io.systemmanager.mcpengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    private static Fixture server;
    private static String session;

    @BeforeAll
    static void listen() throws Exception {
        server = new Fixture(Fixture.LIMITS);
        session = server.session("alice", "2025-11-25");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpRequest.Builder post(String path) {
        return server.bare(path)
                .header("Mcp-Session-Id", session)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(PING));
    }

    @Test
    void withoutATokenEveryVerbIsUnauthorizedBeforeAnythingElse() throws Exception {
        for (var verb : new String[] {"POST", "GET", "DELETE"}) {
            var request =
                    server.bare("/mcp").method(verb, HttpRequest.BodyPublishers.ofString("{"));
            var answer = server.send(request);
            assertThat(answer.status()).as(verb).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(answer.json().path("code").asText()).isEqualTo("invalid_token");
            assertThat(answer.json().path("correlation_id").asText())
                    .isEqualTo(answer.header("X-Correlation-Id"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Basic YWxpY2U6", "alice", "Bearer", "Bearer alice bob", "Bearer \"alice\""})
    void whatIsNotABearerTokenIsNone(String header) throws Exception {
        var answer = server.send(post("/mcp").header("Authorization", header));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void aWrongTokenIsChallengedAsTheApplicationSays() throws Exception {
        var answer = server.send(post("/mcp").header("Authorization", "Bearer eve"));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    }

    @Test
    void theSchemeIsReadInAnyCase() throws Exception {
        var answer = server.send(post("/mcp").header("Authorization", "bEARER alice"));
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void throttlingSaysWhenToComeBack() throws Exception {
        var answer = server.send(post("/mcp").header("Authorization", "Bearer hasty"));
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("7");
    }

    @Test
    void aTokenInTheQueryIsNeverTaken() throws Exception {
        assertThat(server.send(post("/mcp?access_token=alice")).status()).isEqualTo(401);
    }

    @Test
    void twoCredentialsAreOneTooMany() throws Exception {
        var twice =
                post("/mcp")
                        .header("Authorization", "Bearer alice")
                        .header("Authorization", "Bearer bob");
        assertThat(server.send(twice).status()).isEqualTo(400);
        var query = post("/mcp?a=1&access_token=bob").header("Authorization", "Bearer alice");
        var answer = server.send(query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("code").asText()).isEqualTo("ambiguous_credentials");
    }

    @Test
    void withATokenTheOtherVerbsAreNotAllowed() throws Exception {
        for (var verb : new String[] {"PUT", "OPTIONS"}) {
            var request = server.request().method(verb, HttpRequest.BodyPublishers.noBody());
            var answer = server.send(request);
            assertThat(answer.status()).as(verb).isEqualTo(405);
            assertThat(answer.header("Allow")).as(verb).isEqualTo("DELETE, GET, POST");
        }
    }

    @Test
    void withoutASessionOnlyPostIsLeft() throws Exception {
        for (var verb : new String[] {"GET", "DELETE"}) {
            var request = server.request().method(verb, HttpRequest.BodyPublishers.noBody());
            var answer = server.send(request);
            assertThat(answer.status()).as(verb).isEqualTo(405);
            assertThat(answer.header("Allow")).as(verb).isEqualTo("POST");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/oauth-authorization-server",
                "/.well-known/openid-configuration/mcp",
                "/mcp/.well-known/openid-configuration",
                "/register"
            })
    void pathsThatClientsProbeAreNotFound(String path) throws Exception {
        var answer = server.send(server.bare(path));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("code").asText()).isEqualTo("no_such_path");
    }

    @Test
    void aTokenIsNeverPrinted() {
        var credentials = new Credentials(Optional.of("s3cret"), "192.0.2.1");
        assertThat(credentials.toString()).doesNotContain("s3cret");
    }
}
