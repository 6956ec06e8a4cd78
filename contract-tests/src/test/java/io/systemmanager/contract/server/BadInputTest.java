package io.systemmanager.contract.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input gets a clear answer, changes nothing and tells nothing about the inside. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private final RunningServer running = RunningServer.start();
    private final McpClient client = running.client(running.agentToken());

    @AfterAll
    void stop() {
        running.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    containers_list      | {"limit":0}                                  | limit
                    containers_list      | {"limit":"many"}                             | limit
                    containers_list      | {"state":"asleep"}                           | state
                    containers_list      | {"colour":"red"}                             | colour
                    containers_list      | {"cursor":"forged"}                          | cursor
                    containers_get       | {}                                           | container
                    containers_get       | {"container":"../../etc/passwd"}             | container
                    containers_get       | {"container":"web","sections":[]}            | sections
                    containers_get       | {"container":"web","sections":["secrets"]}   | sections
                    containers_get       | {"container":42}                             | container
                    containers_logs      | {"container":"web","grep":"(("}              | grep
                    containers_logs      | {"container":"web","tail":2001}              | tail
                    containers_logs      | {"container":"web","since":"yesterday"}      | since
                    containers_logs      | {"container":"web","max_bytes":65537}        | max_bytes
                    containers_lifecycle | {"container":"web","action":"explode"}       | action
                    containers_lifecycle | {"container":"web"}                          | action
                    containers_lifecycle | {"container":"web","action":"stop","idempotency_key":"short"} | idempotency_key
                    containers_lifecycle | {"container":"web","action":"stop","idempotency_key":"with space in it"} | idempotency_key
                    containers_lifecycle | {"container":"web","action":"stop","wait_s":26} | wait_s
                    containers_lifecycle | {"container":"web","action":"stop","grace_s":-1} | grace_s
                    system_status        | {"sections":["weather"]}                     | sections
                    operations_get       | {"operation_id":"op_1"}                      | operation
                    policy_explain       | {"tool":"rm"}                                | tool
                    policy_explain       | {"tool":"containers_get","arguments":{}}     | container
                    policy_explain       | {"tool":"containers_lifecycle","arguments":{"container":"web","action":"explode"}} | action
                    """)
    void aWrongArgumentIsNamedAndNothingHappens(String tool, String arguments, String named) {
        var answer = client.call(tool, arguments);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/result/isError").asBoolean()).isTrue();
        var error = answer.toolError();
        assertThat(error.path("code").asText()).isEqualTo("invalid_arguments");
        assertThat(error.path("cause").asText()).contains(named);
        complete(error, answer);
        everyContainerIsAsItWas();
    }

    @ParameterizedTest
    @CsvSource({
        "containers_get, container_not_found, op.read",
        "containers_logs, container_not_found, op.read"
    })
    void anUnknownContainerIsSaidSoAndRecorded(String tool, String code, String entry) {
        var answer = client.call(tool, "{\"container\":\"nowhere\"}");

        assertThat(answer.toolError().path("code").asText()).isEqualTo(code);
        complete(answer.toolError(), answer);
        assertThat(last().path("type").asText()).isEqualTo(entry);
    }

    @Test
    void aToolThatDoesNotExistIsAnErrorOfTheProtocol() {
        var answer = client.call("containers_explode", "{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/error/code").asInt()).isEqualTo(-32602);
        complete(answer.json().at("/error/data"), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "nonsense", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":}", "\u0000"})
    void whatIsNoJsonIsAParseError(String body) {
        var answer = client.send(client.post(body).build());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/code").asInt()).isEqualTo(-32700);
        assertThat(answer.json().has("id")).isFalse();
        complete(answer.json().at("/error/data"), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "7"
            })
    void whatIsNoRequestIsRefused(String body) {
        var answer = client.send(client.post(body).build());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/code").asInt()).isEqualTo(-32600);
        complete(answer.json().at("/error/data"), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "expired-looking",
                "smt_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void aWrongTokenIsRefusedAndRecorded(String token) {
        var answer = running.client(token).listTools();

        assertThat(answer.status()).isIn(401, 429);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("Bearer"))
                .startsWith("Bearer");
        complete(answer.json(), answer);
        assertThat(last().path("type").asText()).isEqualTo("auth.failed");
    }

    @Test
    void aRevokedTokenIsRefusedAtOnce() {
        var token = running.token("agent:short-lived", List.of("system:read"));
        var mine = running.client(token);
        assertThat(mine.listTools().status()).isEqualTo(200);
        var id =
                running.operator("token.list", request -> request)
                        .path("tokens")
                        .get(0)
                        .path("id")
                        .asText();

        running.operator("token.revoke", request -> request.put("id", id));

        assertThat(mine.listTools().status()).isIn(401, 429);
    }

    @Test
    void aPolicyDenialIsSaidSoAndRecorded() {
        var token =
                running.operator(
                                "token.create",
                                request -> {
                                    request.put("subject", "agent:roleless");
                                    request.putArray("scopes").add("docker:operate");
                                    return request;
                                })
                        .path("secret")
                        .asText();

        var answer =
                running.client(token)
                        .call(
                                "containers_lifecycle",
                                "{\"container\":\"web\",\"action\":\"stop\"}");

        assertThat(answer.status()).isEqualTo(403); // a role that grants nothing leaves no scope
        assertThat(last().path("type").asText()).isEqualTo("authz.denied");
        everyContainerIsAsItWas();
    }

    /** Code, cause, next step and correlation id are there; nothing of the inside is. */
    private void complete(JsonNode error, McpClient.Answer answer) {
        assertThat(error.path("code").asText()).isNotEmpty();
        assertThat(error.path("next_step").asText()).isNotEmpty();
        assertThat(error.path("correlation_id").asText())
                .isEqualTo(answer.headers().firstValue("X-Correlation-Id").orElse("none"));
        assertThat(answer.body())
                .doesNotContain("Exception", "at io.systemmanager", ".java:", "/tmp/", "/home/")
                .doesNotContain(running.state().root().toString());
    }

    private void everyContainerIsAsItWas() {
        assertThat(client.call("containers_list", "{\"state\":\"running\"}").text())
                .contains("\"web|");
    }

    private JsonNode last() {
        return running.entriesFrom(running.entryCount() - 1).getFirst();
    }
}
