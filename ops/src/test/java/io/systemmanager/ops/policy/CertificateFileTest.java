package io.systemmanager.ops.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.caller.CertificateGrant;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateFileTest {
    private static CertificateFile read(String text) {
        return CertificateFile.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void namesAndUrisAreMappedToAgents() {
        var file =
                """
                version: 1
                clients:
                  - {name: "cn=build-bot,  O=Example", agent: build-bot, scopes: [docker:read]}
                  - {uri: "spiffe://example.org/w", agent: w, scopes: system:read, roles: [ops]}
                """;

        assertThat(read(file))
                .isInstanceOfSatisfying(
                        CertificateFile.Loaded.class,
                        loaded ->
                                assertThat(loaded.grants())
                                        .containsExactly(
                                                new CertificateGrant(
                                                        new CertificateGrant.Holder.Name(
                                                                "CN=build-bot,O=Example"),
                                                        new Subject("agent:build-bot"),
                                                        Set.of(Scope.DOCKER_READ),
                                                        Set.of("agent")),
                                                new CertificateGrant(
                                                        new CertificateGrant.Holder.Uri(
                                                                "spiffe://example.org/w"),
                                                        new Subject("agent:w"),
                                                        Set.of(Scope.SYSTEM_READ),
                                                        Set.of("ops"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: CN=a, uri: \"x:y\", agent: a, scopes: [docker:read]} | either a name or a uri",
                "{agent: a, scopes: [docker:read]} | either a name or a uri",
                "{name: nonsense, agent: a, scopes: [docker:read]} | name 'nonsense'",
                "{uri: relative, agent: a, scopes: [docker:read]} | begins with its scheme",
                "{name: CN=a, scopes: [docker:read]} | lacks the key 'agent'",
                "{name: CN=a, agent: \"a b\", scopes: [docker:read]} | agent 'a b'",
                "{name: CN=a, agent: a} | lacks the key 'scopes'",
                "{name: CN=a, agent: a, scopes: [docker:reed]} | no such scope",
                "{name: CN=a, agent: a, scopes: [docker:read], admin: true} | unknown key 'admin'",
            })
    void whatCannotBeMeantIsNamed(String client, String said) {
        assertThat(read("version: 1\nclients:\n  - " + client + "\n"))
                .isInstanceOfSatisfying(
                        CertificateFile.Rejected.class,
                        rejected ->
                                assertThat(rejected.problems().toString())
                                        .contains("line 3", said));
    }

    @Test
    void oneCertificateIsOneAgent() {
        var twice =
                """
                version: 1
                clients:
                  - {name: "CN=a", agent: a, scopes: [docker:read]}
                  - {name: "cn = a", agent: b, scopes: [docker:read]}
                """;

        assertThat(read(twice).toString()).contains("a second time");
    }

    @Test
    void aFileWithoutItsKeysIsRejected() {
        assertThat(read("{}")).isInstanceOf(CertificateFile.Rejected.class);
        assertThat(read("version: 2\nclients: []")).isInstanceOf(CertificateFile.Rejected.class);
    }
}
