package io.systemmanager.contract.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.ops.operators.OperatorClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The server's own user is not enough: each request needs the operator's secret. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorSocketTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final RunningServer running = RunningServer.start();

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    void withoutTheSecretNoTokenIsMade() throws IOException {
        long before = running.entryCount();

        var answer = ask("{\"command\":\"token.create\",\"subject\":\"agent:intruder\"}");

        assertThat(answer).contains("\"ok\":false", "not the operator's secret");
        assertThat(running.entriesFrom(before))
                .singleElement()
                .satisfies(
                        entry -> assertThat(entry.path("type").asText()).isEqualTo("auth.failed"));
    }

    @Test
    void anAgentsTokenIsNoSecretOfAnOperator() throws IOException {
        var answer =
                ask(
                        "{\"command\":\"token.list\",\"secret\":\"%s\"}"
                                .formatted(running.agentToken()));

        assertThat(answer).contains("\"ok\":false");
    }

    @Test
    void whatIsNoRequestIsRefused() throws IOException {
        assertThat(ask("nonsense")).contains("\"ok\":false");
        assertThat(running.operator("explode", request -> request).toString())
                .contains("there is no such command");
        assertThat(
                        running.operator(
                                        "token.create",
                                        request -> request.put("subject", "system:root"))
                                .toString())
                .contains("\"ok\":false");
    }

    @Test
    void aMemberThatIsNullIsOneThatIsNotThere() {
        var answer =
                running.operator(
                        "token.create",
                        request -> request.put("subject", "operator:eve").putNull("person"));

        assertThat(answer.at("/token/person").asText()).isEqualTo("eve");
    }

    @Test
    void lookingWhetherAServerListensLeavesNoEntry() throws IOException {
        long before = running.entryCount();

        assertThat(OperatorClient.serverListens(running.state().operatorSocket())).isTrue();
        assertThat(ask("")).isEmpty();

        assertThat(running.entriesFrom(before)).isEmpty();
    }

    @Test
    void onlyTheServersUserCanOpenIt() throws IOException {
        var mode = Files.getPosixFilePermissions(running.state().operatorSocket());

        assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
    }

    private String ask(String line) throws IOException {
        try (var channel =
                java.nio.channels.SocketChannel.open(
                        java.net.UnixDomainSocketAddress.of(running.state().operatorSocket()))) {
            java.nio.channels.Channels.newOutputStream(channel)
                    .write((line + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return MAPPER.readTree(
                            java.nio.channels.Channels.newInputStream(channel).readAllBytes())
                    .toString();
        }
    }

    /** Kept so that the client that ships is used at least once as the command uses it. */
    @Test
    void theCommandsClientGetsAnAnswer() throws IOException {
        var request = MAPPER.createObjectNode().put("command", "token.list").put("secret", "wrong");

        assertThat(
                        OperatorClient.ask(running.state().operatorSocket(), request)
                                .path("ok")
                                .asBoolean())
                .isFalse();
    }
}
