package io.systemmanager.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentMaskTest {
    private static final String SECRET = "hunter2";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--password=hunter2",
                "--db.password=hunter2",
                "TOKEN=hunter2",
                "export API_KEY=hunter2; run",
                "run --secret hunter2 --verbose",
                "run --secret 'hunter2 and more'",
                "PASS=\"hunter2\" run",
                "postgres://app:hunter2@db/shop",
                "Authorization: Bearer hunter2",
                "curl -H 'Authorization: Basic hunter2'",
                "-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nhunter2 cut off",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJodW50ZXIyIn0.hunter2",
                "client_secret: hunter2"
            })
    void whatLooksLikeASecretIsHidden(String argument) {
        var shown = ArgumentMask.masked(List.of(argument)).getFirst();
        assertThat(shown).doesNotContain(SECRET).contains(ArgumentMask.HIDDEN);
    }

    @Test
    void theValueAfterASecretsFlagIsHidden() {
        assertThat(ArgumentMask.masked(List.of("run", "--token", SECRET, "--port", "80")))
                .containsExactly("run", "--token", "***", "--port", "80");
    }

    @Test
    void aFlagAfterASecretsFlagIsShown() {
        assertThat(ArgumentMask.masked(List.of("--no-auth", "--verbose")))
                .containsExactly("--no-auth", "--verbose");
    }

    @Test
    void aLongRandomWordIsHidden() {
        var random = "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5hJ7kL9";
        assertThat(ArgumentMask.masked(List.of("run " + random + " now")))
                .containsExactly("run *** now");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sleep 3600",
                "nginx -g 'daemon off;'",
                "--listen=0.0.0.0:8080",
                "java -Xmx512m -jar /opt/app/app.jar",
                "http://example.org:8080/path?x=1",
                "printf '%s\\n' 'line'; while :; do sleep 1; done"
            })
    void whatDoesNotIsShown(String argument) {
        assertThat(ArgumentMask.masked(List.of(argument))).containsExactly(argument);
    }
}
