package io.systemmanager.contract.server;

import static io.systemmanager.contract.fixture.AuthorizationServer.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.systemmanager.contract.fixture.AuthorizationServer;
import io.systemmanager.contract.fixture.ClientAuthority;
import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Access tokens of an authorization server, through the whole server over HTTPS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OauthTest {
    private static final String METADATA =
            "https://manager.example/.well-known/oauth-protected-resource/mcp";
    private static final String MISSING =
            "Bearer resource_metadata=\"%s\", scope=\"docker:read system:read\""
                    .formatted(METADATA);
    private static final String INVALID =
            MISSING.replace("Bearer ", "Bearer error=\"invalid_token\", ");

    private final AuthorizationServer authority = AuthorizationServer.start();
    private final RunningServer running =
            RunningServer.start(settings -> trusting(authority, settings));

    static Settings trusting(AuthorizationServer authority, Settings settings) {
        return settings.with(
                Map.of(
                        Setting.OAUTH_ISSUER,
                        authority.issuer(),
                        Setting.OAUTH_KEYS,
                        authority.keys().toString(),
                        Setting.OAUTH_RESOURCE,
                        AuthorizationServer.RESOURCE,
                        Setting.OAUTH_KEYS_PAUSE,
                        "1"));
    }

    @AfterAll
    void stop() {
        running.close();
        authority.close();
    }

    @Test
    void anAccessTokenOpensTheToolsOfItsScopes() {
        var client = running.client(authority.token());

        assertThat(client.call("containers_list", "{}").text()).contains("web");
        var entry = running.entriesFrom(running.entryCount() - 1).getFirst();
        assertThat(entry.at("/actor/sub").asText()).isEqualTo("agent:oauth.build-bot");
        assertThat(entry.at("/actor/auth").asText()).isEqualTo("oauth");
        assertThat(entry.at("/actor/roles/0").asText()).isEqualTo("agent");
    }

    @Test
    void itsFirstUseIsRecordedAndItsTextIsNot() {
        var token = authority.token(claims -> claims.jwtID("first-use"));
        long before = running.entryCount();

        running.client(token).listTools();

        var entries = running.entriesFrom(before);
        assertThat(entries).hasSize(1);
        assertThat(entries.getFirst().path("type").asText()).isEqualTo("auth.succeeded");
        assertThat(entries.toString()).doesNotContain(token.substring(token.lastIndexOf('.') + 1));
    }

    @Test
    void everyAllowedAlgorithmIsTaken() {
        for (var algorithm : List.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256)) {
            var token =
                    authority.token(
                            header(algorithm, "rsa-1"), authority.claims().build(), authority.rs());
            assertThat(running.client(token).listTools().status())
                    .as("%s", algorithm)
                    .isEqualTo(200);
        }
    }

    @Test
    void ourOwnTokensWorkBesideIt() {
        assertThat(running.client(running.agentToken()).listTools().status()).isEqualTo(200);
    }

    @Test
    void aTokenThatIsTooWeakIsToldWhatToAskForWithoutLosingWhatItHas() {
        var token = authority.token(claims -> claims.claim("scope", "docker:read"));

        var answer = running.client(token).call("system_status", "{}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValue(
                        "Bearer error=\"insufficient_scope\", resource_metadata=\"%s\", scope=\"docker:read system:read\""
                                .formatted(METADATA));
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    @Test
    void aScopeOutsideOfTheConfiguredOnesIsWorthNothing() {
        var token = authority.token(claims -> claims.claim("scope", "docker:admin audit:read"));

        assertThat(running.client(token).listTools().json().at("/result/tools").toString())
                .contains("policy_explain")
                .doesNotContain("containers_list");
    }

    @Test
    void whoShowsNothingIsLedToTheMetadataWithoutAnError() {
        var client = running.client("");
        var answer = client.send(client.request("/mcp").GET().build());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue(MISSING);
    }

    @Test
    void theMetadataSayWhereTokensComeFrom() {
        var client = running.client("");
        for (var path : List.of("", "/mcp")) {
            var answer =
                    client.send(
                            client.request("/.well-known/oauth-protected-resource" + path)
                                    .GET()
                                    .build());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(answer.body())
                    .isEqualTo(
                            """
                            {"resource":"https://manager.example/mcp","authorization_servers":["%s"],\
                            "scopes_supported":["docker:read","docker:operate","system:read"],\
                            "bearer_methods_supported":["header"],"resource_name":"SystemManager"}\
                            """
                                    .formatted(authority.issuer()));
        }
    }

    @Test
    void anAccessTokenOpensNoOtherDoor() {
        assertThat(running.metricsAs(authority.token()).status()).isEqualTo(401);
    }

    /** The token is over for 58 s, of which our clock may be 60 s ahead: two are left. */
    @Test
    void aStreamEndsWhenItsTokenDoes() {
        var token = authority.token(claims -> claims.expirationTime(in(-58)));
        var client = running.client(token);
        var params = JsonNodeFactory.instance.objectNode();
        params.putObject("notifications").put("toolsListChanged", true);

        var answer = client.send(client.modern("subscriptions/listen", params).build());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains(
                        "notifications/subscriptions/acknowledged", "\"resultType\":\"complete\"");
        assertThat(client.listTools().status()).isEqualTo(401);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void aBadTokenIsRefusedAndRecorded(
            String why, Function<AuthorizationServer, String> token, String said) {
        long before = running.entryCount();

        var answer = running.client(token.apply(authority)).listTools();

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue(INVALID);
        assertThat(answer.json().path("code").asText()).isEqualTo("unauthenticated");
        assertThat(answer.body()).doesNotContain(why);
        var entries = running.entriesFrom(before);
        assertThat(entries).hasSize(1);
        assertThat(entries.getFirst().path("type").asText()).isEqualTo("auth.failed");
        assertThat(entries.getFirst().at("/outcome/code").asText()).as(said).isEqualTo(why);
    }

    static Stream<Arguments> badTokens() {
        return Stream.of(
                bad("wrong_signature", "another key", OauthTest::signedByAnother),
                bad("wrong_signature", "a changed claim", OauthTest::changed),
                bad("algorithm_refused", "none", OauthTest::unsigned),
                bad("algorithm_refused", "a MAC with the public key", OauthTest::maced),
                bad("algorithm_refused", "RS512", OauthTest::longer),
                bad("wrong_type", "no access token", OauthTest::logoutToken),
                bad("wrong_audience", "for another", as -> as.token(c -> c.audience("https://x/"))),
                bad(
                        "wrong_audience",
                        "for a place below ours",
                        as -> as.token(c -> c.audience(AuthorizationServer.RESOURCE + "/x"))),
                bad("wrong_audience", "for nobody", as -> as.token(c -> c.audience(List.of()))),
                bad("wrong_issuer", "of another", as -> as.token(c -> c.issuer("https://x"))),
                bad("wrong_issuer", "of nobody", as -> as.token(c -> c.issuer(null))),
                bad("expired", "over", as -> as.token(c -> c.expirationTime(in(-61)))),
                bad("not_yet_valid", "too early", as -> as.token(c -> c.notBeforeTime(in(90)))),
                bad("not_yet_valid", "made later", as -> as.token(c -> c.issueTime(in(90)))),
                bad("incomplete", "without end", as -> as.token(c -> c.expirationTime(null))),
                bad("incomplete", "of nobody", as -> as.token(c -> c.subject(null))),
                bad("key_bound", "bound", as -> as.token(c -> c.claim("cnf", Map.of("jkt", "x")))),
                bad("unknown_key", "a key nobody has", as -> foreign(as, "nobody")),
                bad("wrong_key_type", "EC key, RS algorithm", OauthTest::swapped),
                bad("malformed", "no JWT", _ -> "something-else"),
                bad("malformed", "no header", _ -> "bm8.bm8.bm8"));
    }

    private static Arguments bad(
            String why, String said, Function<AuthorizationServer, String> token) {
        return Arguments.of(why, token, said);
    }

    private static Date in(long seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private static String signedByAnother(AuthorizationServer authority) {
        return authority.token(
                header(JWSAlgorithm.ES256, "ec-1"),
                authority.claims().build(),
                AuthorizationServer.signer(AuthorizationServer.ec("ec-1")));
    }

    private static String changed(AuthorizationServer authority) {
        var good = authority.token().split("\\.", -1);
        var other = authority.token(claims -> claims.subject("somebody-else")).split("\\.", -1);
        return good[0] + "." + other[1] + "." + good[2];
    }

    private static String unsigned(AuthorizationServer authority) {
        return new PlainJWT(authority.claims().build()).serialize();
    }

    /** The oldest trick: the verifier's own public key, which everybody has, as a MAC's secret. */
    private static String maced(AuthorizationServer authority) {
        try {
            var secret = authority.rsa().toRSAPublicKey().getEncoded();
            return authority.token(
                    header(JWSAlgorithm.HS256, "rsa-1"),
                    authority.claims().build(),
                    new MACSigner(secret));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String longer(AuthorizationServer authority) {
        return authority.token(
                header(JWSAlgorithm.RS512, "rsa-1"), authority.claims().build(), authority.rs());
    }

    private static String logoutToken(AuthorizationServer authority) {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("logout+jwt"))
                        .keyID("ec-1")
                        .build();
        return authority.token(header, authority.claims().build(), authority.es());
    }

    private static String foreign(AuthorizationServer authority, String key) {
        return authority.token(
                header(JWSAlgorithm.ES256, key), authority.claims().build(), authority.es());
    }

    /** Signed well, and then said to be signed by the other key. */
    private static String swapped(AuthorizationServer authority) {
        return authority.token(
                header(JWSAlgorithm.RS256, "ec-1"), authority.claims().build(), authority.rs());
    }

    @Test
    void clocksMayBeAMinuteApart() {
        JWTClaimsSet.Builder[] almost = {
            authority.claims().expirationTime(in(-30)),
            authority.claims().notBeforeTime(in(30)),
            authority.claims().issueTime(in(30))
        };
        for (var claims : almost) {
            var token =
                    authority.token(
                            header(JWSAlgorithm.ES256, "ec-1"), claims.build(), authority.es());
            assertThat(running.client(token).listTools().status()).isEqualTo(200);
        }
    }

    @Test
    void aKeyThatIsPublishedLaterIsFoundAndOneThatIsWithdrawnIsForgotten() {
        try (var rotating = AuthorizationServer.start();
                var server = RunningServer.start(settings -> trusting(rotating, settings))) {
            assertThat(server.client(rotating.token()).listTools().status()).isEqualTo(200);
            var next = AuthorizationServer.ec("ec-2");
            rotating.publish(200, AuthorizationServer.publicly(next));
            var token =
                    rotating.token(
                            header(JWSAlgorithm.ES256, "ec-2"),
                            rotating.claims().build(),
                            AuthorizationServer.signer(next));

            untilAnswered(200, () -> server.client(token).listTools());
            assertThat(server.client(rotating.token()).listTools().status()).isEqualTo(401);
        }
    }

    @Test
    void unknownKeysDoNotMakeUsAskWithoutEnd() {
        try (var asked = AuthorizationServer.start();
                var server =
                        RunningServer.start(settings ->
                                trusting(asked, settings).with(Setting.OAUTH_KEYS_PAUSE, "3600"))) {
            for (int i = 0; i < 30; i++) {
                var answer = server.client(foreign(asked, "made-up-" + i)).listTools();
                assertThat(answer.status()).isIn(401, 429);
            }
            assertThat(asked.asked()).isEqualTo(1);
        }
    }

    @Test
    void aKeySetThatIsTooLargeIsNoneAndThatIsSeen() {
        try (var lost = AuthorizationServer.start()) {
            lost.publish(200, "{\"keys\":[],\"x\":\"" + "a".repeat(300_000) + "\"}");
            try (var server = RunningServer.start(settings -> trusting(lost, settings))) {
                unjudged(server, lost.token());
                assertThat(server.client(server.agentToken()).listTools().status()).isEqualTo(200);
                assertThat(server.scrape())
                        .contains("systemmanager_subsystem_up{subsystem=\"oauth\"} 0");
            }
        }
    }

    @Test
    void anAuthorizationServerThatIsNotThereLeavesTokensUnjudged() {
        var gone = AuthorizationServer.start();
        var token = gone.token();
        gone.close();
        try (var server = RunningServer.start(settings -> trusting(gone, settings))) {
            unjudged(server, token);
        }
    }

    @Test
    void keysComeOverTlsFromAPlaceWhoseAuthorityIsConfigured(@TempDir Path folder) {
        var authority = new ClientAuthority(folder, "as-authority");
        try (var secure = AuthorizationServer.startTls(authority)) {
            try (var server = RunningServer.start(settings -> trusting(secure, settings))) {
                unjudged(server, secure.token());
            }
            var pem = authority.writeTo(folder.resolve("as.pem")).toString();
            try (var server =
                    RunningServer.start(settings ->
                            trusting(secure, settings).with(Setting.OAUTH_AUTHORITY, pem))) {
                assertThat(server.client(secure.token()).listTools().status()).isEqualTo(200);
            }
        }
    }

    private static void unjudged(RunningServer server, String token) {
        var answer = server.client(token).listTools();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("code").asText()).isEqualTo("keys_unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
        var entry = server.entriesFrom(server.entryCount() - 1).getFirst();
        assertThat(entry.path("type").asText()).isEqualTo("auth.failed");
        assertThat(entry.at("/outcome/code").asText()).isEqualTo("unjudged");
    }

    private static void untilAnswered(int status, Supplier<McpClient.Answer> ask) {
        var end = Instant.now().plus(Duration.ofSeconds(20));
        while (ask.get().status() != status) {
            assertThat(Instant.now()).as("still not answered with %s", status).isBefore(end);
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void withoutAnAuthorizationServerThereAreNoMetadata() {
        try (var plain = RunningServer.start()) {
            var client = plain.client("");
            var answer =
                    client.send(
                            client.request("/.well-known/oauth-protected-resource").GET().build());
            assertThat(answer.status()).isEqualTo(404);
        }
    }
}
