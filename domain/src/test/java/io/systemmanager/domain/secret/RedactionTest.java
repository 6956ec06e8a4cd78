package io.systemmanager.domain.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final SecretMarker MARKER = new SecretMarker("k1", new byte[32]);
    private static final Redaction REDACTION = new Redaction(() -> MARKER);

    /** Each holds the secret hunter2hunter2hunter2 and nothing else that is one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "restart it with --password=hunter2hunter2hunter2 please",
                "DB_PASSWORD=\"hunter2hunter2hunter2\" was wrong",
                "api_key: hunter2hunter2hunter2",
                "client-secret 'x'; token='hunter2hunter2hunter2'",
                "use postgres://hunter2hunter2hunter2@db/shop",
                "Authorization: Bearer hunter2hunter2hunter2",
                "authorization: basic hunter2hunter2hunter2 and then",
            })
    void aSecretInATextBecomesTheMarkByWhichItCanBeFoundAgain(String text) {
        assertThat(REDACTION.text(text))
                .isEqualTo(
                        text.replace(
                                "hunter2hunter2hunter2",
                                "[" + MARKER.mark(Json.of("hunter2hunter2hunter2")) + "]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN OPENSSH PRIVATE KEY-----\nhunter2\n-----END OPENSSH PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nhunter2 and cut off",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJodW50ZXIyIn0.hunter2",
                "smt_hunter2hunter2hunter2",
                "ghp_hunter2hunter2hunter2",
                "sk-hunter2hunter2hunter2",
                "aB3dE5gH7jhunter2K9mN1pQ3sT5vW7yZ9bC1dE3fG5hJ7kL9",
            })
    void whatHasTheFormOfASecretIsOneAsAWhole(String secret) {
        assertThat(REDACTION.text("see " + secret)).matches("see \\[hs1:k1:[A-Za-z0-9_-]{22}]");
        assertThat(REDACTION.text("x " + secret)).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "web-1",
                "the api answers 502 since the last deployment",
                "http://example.org:8080/path?x=1",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "state=running, restarts: 3",
                "the password is not here",
            })
    void whatIsNoSecretStaysAsItIs(String text) {
        assertThat(REDACTION.text(text)).isEqualTo(text);
    }

    @Test
    void aMemberWhoseNameSaysSoIsMarkedWhateverItsTypeAndDepth() {
        var params =
                Json.object()
                        .put("container", "web-1")
                        .put("password", "x")
                        .put("pin_secret", 4711)
                        .put("use_token", true)
                        .put("no_key", new Json.Nil())
                        .put(
                                "env",
                                new Json.Arr(
                                        List.of(
                                                Json.object()
                                                        .put("api_key", "y")
                                                        .put("plain", "z token=hunter2")
                                                        .build())))
                        .build();
        var mark = CanonicalJson.text(MARKER.redacted(Json.of("y")));

        assertThat(CanonicalJson.text(REDACTION.members(params)))
                .contains("\"container\":\"web-1\"")
                .contains("\"password\":" + CanonicalJson.text(MARKER.redacted(Json.of("x"))))
                .contains("\"pin_secret\":" + CanonicalJson.text(MARKER.redacted(Json.of(4711))))
                .contains("\"use_token\":" + CanonicalJson.text(MARKER.redacted(Json.of(true))))
                .contains("\"no_key\":null")
                .contains("\"env\":[{\"api_key\":" + mark)
                .contains("z token=[" + MARKER.mark(Json.of("hunter2")) + "]")
                .doesNotContain("4711");
    }

    @Test
    void theKeyInForceMakesTheMark() {
        var keys = new SecretMarker[] {MARKER};
        var redaction = new Redaction(() -> keys[0]);
        var first = redaction.text("token=hunter2hunter2");
        keys[0] = new SecretMarker("k2", new byte[32]);
        assertThat(first).contains("[hs1:k1:");
        assertThat(redaction.text("token=hunter2hunter2")).contains("[hs1:k2:");
    }

    @Test
    void evidenceIsNamedByItsBytesAndTheKey() {
        var data = "all of it".getBytes(StandardCharsets.UTF_8);
        assertThat(REDACTION.evidence(data))
                .matches("he1:k1:[A-Za-z0-9_-]{43}")
                .isEqualTo(MARKER.evidence(data))
                .isNotEqualTo(new SecretMarker("k1", key(1)).evidence(data))
                .isNotEqualTo(MARKER.evidence(new byte[] {1}));
    }

    private static byte[] key(int first) {
        var key = new byte[32];
        key[0] = (byte) first;
        return key;
    }

    /** Whatever the text: it ends, and a second time finds nothing that the first left. */
    @Test
    void hostileTextsAreTakenInLinearTime() {
        var parts =
                List.of(
                        "eyJ",
                        "a.",
                        "=",
                        ":",
                        "\"",
                        "'",
                        "://",
                        "@",
                        "token",
                        "-----BEGIN A-----",
                        " ",
                        "\ud83d");
        var random = new Random(20261125);
        for (int i = 0; i < 2_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(60); n > 0; n--) {
                text.append(parts.get(random.nextInt(parts.size())));
            }
            assertThat(REDACTION.text(text.toString())).isNotNull();
        }
        for (var part : parts) {
            assertThat(REDACTION.text(part.repeat(50_000))).isNotNull();
        }
    }
}
