package io.systemmanager.contract.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.contract.server.RunningServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Operators at a shell, on a server with the simulated host. */
@Timeout(60) // an end that never comes must not hold the build up
class OperatorCommandsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern TOKEN = Pattern.compile("smt_[A-Za-z0-9_-]{43}");
    private static final String STOP = "{\"container\":\"db\",\"action\":\"stop\",\"wait_s\":0}";

    private final RunningServer server = RunningServer.start();
    private final Operator ada = Operator.first(server);

    @AfterEach
    void stop() {
        server.close();
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    /** The last token of that subject, as the ledger has it. */
    private JsonNode issued(String subject) {
        return server.entriesFrom(0).stream()
                .map(entry -> entry.path("token"))
                .filter(token -> token.path("sub").asText().equals(subject))
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    /** Asks for a stop of the protected container; answers the approval that it waits for. */
    private JsonNode waiting() {
        var asked = read(Operator.call(server, "containers_lifecycle", STOP));
        assertThat(asked.path("status").asText()).isEqualTo("approval_required");
        var id = asked.path("approval_id").asText();
        return read(ada.good("approvals", "show", id, "--json"));
    }

    private String db() {
        return Operator.call(server, "containers_get", "{\"container\":\"db\"}");
    }

    private static String[] vote(String vote, JsonNode card, String... more) {
        var command = new ArrayList<>(List.of("approvals", vote));
        command.add(card.path("id").asText());
        command.addAll(List.of("--digest", card.path("digest").asText()));
        command.addAll(List.of(more));
        return command.toArray(String[]::new);
    }

    @Test
    void aTokenIsPrintedAloneAndOpensUntilItIsRevoked() {
        var ran = ada.types("token", "create", "agent:ci", "--scope", "docker:read");
        var token = ran.out().strip();
        assertThat(token).matches(TOKEN);
        assertThat(ran.err()).contains("it is not shown again").doesNotContain(token);
        var agent = server.client(token);
        assertThat(agent.call("containers_list", "{}").status()).isEqualTo(200);
        assertThat(ada.good("token", "list")).contains("agent:ci").doesNotContain(token);

        ada.good("token", "revoke", issued("agent:ci").path("cred").asText());

        assertThat(agent.call("containers_list", "{}").status()).isEqualTo(401);
    }

    @Test
    void anAccountIsThePersonsOfItsNameUnlessAnotherIsNamed() {
        ada.hires("bob");
        ada.good("token", "create", "operator:bob-laptop", "--person", "bob");
        ada.good("token", "create", "agent:ci", "--scope", "docker:read");
        ada.good("token", "create", "agent:bobs", "--scope", "docker:read", "--person", "bob");

        assertThat(issued("operator:bob").path("person").asText()).isEqualTo("bob");
        assertThat(issued("operator:bob-laptop").path("person").asText()).isEqualTo("bob");
        assertThat(issued("agent:bobs").path("person").asText()).isEqualTo("bob");
        assertThat(issued("agent:ci").has("person")).isFalse();
    }

    @Test
    void whatAnotherOperatorAgreesToIsCarriedOutOnce() {
        var bob = ada.hires("bob");
        var card = waiting();
        assertThat(ada.good("approvals", "list"))
                .startsWith(card.path("id").asText() + "  pending   containers_lifecycle")
                .contains("of db for agent:local");

        assertThat(bob.good(vote("approve", card))).startsWith("consumed; the operation");

        var end =
                "{\"operation_id\":\"%s\",\"wait_s\":20}"
                        .formatted(card.path("operation_id").asText());
        assertThat(Operator.call(server, "operations_get", end))
                .contains("\"status\":\"succeeded\"");
        assertThat(db()).contains("exited");
        var again = bob.types(vote("approve", card));
        assertThat(again.code()).isOne();
        assertThat(again.err()).contains("already_claimed");
        assertThat(ada.good("approvals", "list")).isEmpty();
        assertThat(ada.good("approvals", "list", "--all")).contains("consumed");
    }

    @Test
    void aNoEndsWhatWaitsWithItsReason() {
        var card = waiting();

        assertThat(ada.good(vote("deny", card, "--reason", "not today"))).startsWith("denied;");

        assertThat(db()).contains("running").doesNotContain("exited");
        assertThat(ada.good("approvals", "show", card.path("id").asText()))
                .contains(": denied", "not today");
    }

    @Test
    void nobodyAgreesToWhatTheirOwnAgentAsks() {
        var bob = ada.hires("bob");
        var token =
                ada.good(
                        "token",
                        "create",
                        "agent:bobs",
                        "--person",
                        "bob",
                        "--scope",
                        "docker:operate",
                        "--scope",
                        "docker:read");
        var asked = read(server.client(token).call("containers_lifecycle", STOP).text());
        var id = asked.path("approval_id").asText();
        var card = read(ada.good("approvals", "show", id, "--json"));

        var own = bob.types(vote("approve", card));

        assertThat(own.code()).isOne();
        assertThat(db()).contains("running").doesNotContain("exited");
        assertThat(ada.good(vote("approve", card))).startsWith("consumed");
    }

    @Test
    void aGrantAnswersCallsUntilItIsTakenBack() {
        var made =
                ada.good(
                        "grants",
                        "create",
                        "--agent",
                        "agent:local",
                        "--client",
                        "systemmanager call",
                        "--operation",
                        "containers_lifecycle.stop",
                        "--container",
                        "db",
                        "--uses",
                        "3",
                        "--rate",
                        "3/hour",
                        "--for",
                        "1h",
                        "--reason",
                        "the move");
        assertThat(made).contains(": standing", "for         agent:local", "agreed      local");
        var id = made.substring(0, made.indexOf(':'));
        var stop = STOP.replace("\"wait_s\":0", "\"wait_s\":20");
        assertThat(Operator.call(server, "containers_lifecycle", stop))
                .contains("\"status\":\"succeeded\"");
        assertThat(ada.good("grants", "list")).contains(id, "2 of 3 left");

        ada.good("grants", "revoke", id, "--reason", "enough");

        assertThat(ada.good("grants", "list")).isEmpty();
        assertThat(ada.good("grants", "show", id)).contains(": revoked");
    }

    @Test
    void whoseSecretIsWrongIsToldSoAndNothingElse() {
        var eve = new Operator(server, server.state().agentToken());
        for (var command :
                List.of(
                        List.of("token", "list"),
                        List.of("approvals", "list"),
                        List.of("grants", "list"),
                        List.of("notifications", "list"),
                        List.of("keys", "rotate"),
                        List.of("audit", "anchors"))) {
            var ran = eve.types(command.toArray(String[]::new));
            assertThat(ran.code()).as(command.toString()).isOne();
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err()).isEqualTo("systemmanager: this is not the operator's secret\n");
        }
    }

    @Test
    void whatThereIsNotIsSaidInOneSentence() {
        for (var command :
                List.of(
                        List.of("approvals", "show", "apr_" + "a".repeat(26)),
                        List.of("approvals", "revoke", "apr_" + "a".repeat(26)),
                        List.of("grants", "show", "grt_" + "a".repeat(26)),
                        List.of("notifications", "retry", "ntf_" + "0".repeat(32)),
                        List.of("notifications", "drop", "ntf_" + "0".repeat(32)),
                        List.of("token", "revoke", "00000000"))) {
            var ran = ada.types(command.toArray(String[]::new));
            assertThat(ran.code()).as(command.toString()).isOne();
            assertThat(ran.err()).startsWith("systemmanager: there is no such ").hasLineCount(1);
        }
        assertThat(ada.good("notifications", "list")).isEmpty();
    }

    @Test
    void theNewKeyOfTheEpochIsPrinted() {
        assertThat(ada.good("keys", "rotate")).contains("/systemmanager/audit/1/epoch+");
        assertThat(server.entriesFrom(0))
                .anySatisfy(entry -> {
                    assertThat(entry.path("type").asText()).isEqualTo("log.key_rotated");
                    assertThat(entry.at("/actor/sub").asText()).isEqualTo("operator:local");
                });
    }
}
