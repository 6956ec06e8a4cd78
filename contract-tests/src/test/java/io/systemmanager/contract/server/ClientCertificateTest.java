package io.systemmanager.contract.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.contract.fixture.ClientAuthority;
import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.settings.Settings;
import io.systemmanager.ops.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Client certificates through the whole server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientCertificateTest {
    private static final String MAPPING =
            """
            version: 1
            clients:
              - name: "CN = build-bot, O = Example"
                agent: build-bot
                scopes: [docker:read]
              - uri: spiffe://example.org/watcher
                agent: watcher
                scopes: [system:read]
            """;

    private final ClientAuthority authority;
    private final ClientAuthority stranger;
    private final RunningServer running;
    private int made;

    ClientCertificateTest(@TempDir Path folder) {
        authority = new ClientAuthority(folder, "clients");
        stranger = new ClientAuthority(folder, "strangers");
        running = RunningServer.start(this::prepare);
    }

    private Settings prepare(StateFolder state, Settings settings) {
        try {
            Files.writeString(state.clientCertificates(), MAPPING);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        var pem = authority.writeTo(state.root().resolve("clients.pem"));
        return settings.with(Setting.TLS_CLIENT_AUTHORITY, pem.toString());
    }

    @AfterAll
    void stop() {
        running.close();
    }

    private KeyStore bot(ClientAuthority issuer) {
        return issuer.issue("bot-" + made++, "CN=build-bot,O=Example");
    }

    @Test
    void aCertificateProvesTheAgentThatTheMappingNames() {
        var client = running.client(bot(authority), "");

        assertThat(client.call("containers_list", "{}").text()).contains("web");

        var entry = running.entriesFrom(running.entryCount() - 1).getFirst();
        assertThat(entry.at("/actor/sub").asText()).isEqualTo("agent:build-bot");
        assertThat(entry.at("/actor/auth").asText()).isEqualTo("certificate");
        assertThat(client.call("system_status", "{}").status()).isEqualTo(403);
    }

    @Test
    void anAlternativeNameCountsAsWell() {
        var watcher =
                authority.issue(
                        "watcher", "CN=any", "-ext", "san=uri:spiffe://example.org/watcher");

        assertThat(running.client(watcher, "").call("system_status", "{}").status()).isEqualTo(200);
    }

    @Test
    void aGoodCertificateThatTheMappingDoesNotNameIsRefusedAndRecorded() {
        var unmapped = authority.issue("unmapped", "CN=build-bot,O=Elsewhere");

        var answer = running.client(unmapped, "").listTools();

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        var entry = running.entriesFrom(running.entryCount() - 1).getFirst();
        assertThat(entry.path("type").asText()).isEqualTo("auth.failed");
        assertThat(entry.at("/outcome/code").asText()).isEqualTo("unmapped");
        assertThat(entry.at("/actor/cred").asText()).matches("[0-9a-f]{8}");
    }

    /** The client is not even asked for it: it is of none of the authorities that we name. */
    @Test
    void aCertificateOfAnotherAuthorityProvesNobody() {
        var answer = running.client(bot(stranger), "").listTools();

        assertThat(answer.status()).isEqualTo(401);
        var entry = running.entriesFrom(running.entryCount() - 1).getFirst();
        assertThat(entry.at("/outcome/code").asText()).isEqualTo("missing");
    }

    @Test
    void aCertificateAndATokenTogetherAreAmbiguous() {
        var answer = running.client(bot(authority), running.agentToken()).listTools();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("code").asText()).isEqualTo("ambiguous_credentials");
    }

    @Test
    void whoShowsNoCertificateUsesATokenAsBefore() {
        assertThat(running.client(running.agentToken()).listTools().status()).isEqualTo(200);
    }

    @Test
    void aCertificateOpensNoOtherDoor() {
        var client =
                new McpClient(
                        running.state().caCertificate(),
                        running.server().adminPort(),
                        "",
                        Optional.of(bot(authority)));

        assertThat(client.send(client.request("/metrics").GET().build()).status()).isEqualTo(401);
    }

    @Test
    void withoutAMappingTheServerDoesNotStart() {
        assertThatThrownBy(() ->
                        RunningServer.start((state, settings) -> {
                            var pem = authority.writeTo(state.root().resolve("clients.pem"));
                            return settings.with(Setting.TLS_CLIENT_AUTHORITY, pem.toString());
                        }))
                .hasMessageContaining("client-certificates.yaml: the file cannot be read");
    }
}
