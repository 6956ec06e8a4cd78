package io.systemmanager.contract.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.SignatureCheck;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.simulated.InMemoryLedger;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit log as an agent may read it, and what it is told of the log's state. */
class AuditQueryTest {
    private final AgentServer server = AgentServer.inMemory();
    private final WireClient client = server.client("all");

    @AfterEach
    void stop() {
        server.close();
    }

    private static JsonNode asked(WireClient client, String arguments) {
        var answer = client.call("audit_query", arguments).path("result");
        assertThat(answer.path("isError").asBoolean()).as("%s", answer).isFalse();
        return WireClient.object(answer.at("/content/0/text").asText());
    }

    private JsonNode asked(String arguments) {
        return asked(client, arguments);
    }

    private static List<String> rows(JsonNode answer) {
        var rows = new ArrayList<String>();
        answer.path("rows").forEach(row -> rows.add(row.asText()));
        return rows;
    }

    @Test
    void aChangeIsFoundWithItsDecisionAndItsEnd() {
        client.call("containers_lifecycle", "{\"container\":\"web\",\"action\":\"stop\"}");
        var answer = asked("{\"tool\":\"containers_lifecycle\"}");
        assertThat(answer.path("columns").asText())
                .isEqualTo(
                        "seq|time|type|principal|operation|target|outcome|code|rule|operation_id");
        assertThat(rows(answer))
                .satisfiesExactly(
                        end ->
                                assertThat(end)
                                        .startsWith("1|")
                                        .contains(
                                                "|op.succeeded|agent:all|containers_lifecycle.stop"
                                                        + "|web|ok||"),
                        start -> assertThat(start).startsWith("0|").contains("|web|||operate|op_"));
    }

    @Test
    void theQuestionIsInTheLedgerOnceAndInNoAnswerBeforeIt() {
        assertThat(rows(asked("{\"limit\":2}"))).isEmpty();
        assertThat(rows(asked("{\"limit\":2}")))
                .singleElement()
                .asString()
                .contains("|audit.queried|agent:all|audit_query|");
        assertThat(server.entries()).hasSize(2).allMatch(entry -> entry.contains("\"query\":{"));
    }

    @Test
    void pagesGoOnWhereTheyStoppedAndACursorFitsNoOtherQuestion() {
        for (int i = 0; i < 5; i++) {
            client.call("system_status", "{}");
        }
        var first = asked("{\"tool\":\"system_status\",\"since\":\"1h\",\"limit\":3}");
        var cursor = first.path("next_cursor").asText();
        var second =
                asked(
                        "{\"tool\":\"system_status\",\"since\":\"1h\",\"limit\":3,\"cursor\":\"%s\"}"
                                .formatted(cursor));
        assertThat(rows(first))
                .extracting(row -> row.split("\\|", -1)[0])
                .containsExactly("4", "3", "2");
        assertThat(rows(second))
                .extracting(row -> row.split("\\|", -1)[0])
                .containsExactly("1", "0");
        assertThat(second.has("next_cursor")).isFalse();

        var other = client.call("audit_query", "{\"limit\":3,\"cursor\":\"%s\"}".formatted(cursor));
        assertThat(other.at("/result/content/0/text").asText()).contains("invalid_arguments");
    }

    @Test
    void theStateOfTheLogIsToldWithWhatWasChecked() {
        client.call("system_status", "{}");
        var log = asked("{}").path("log");
        assertThat(log.path("size").asLong()).isEqualTo(1);
        assertThat(log.path("signed_size").asLong()).isEqualTo(1);
        assertThat(log.path("origin").asText()).endsWith("/systemmanager/audit/1");
        assertThat(log.path("verifies").asBoolean()).isTrue();
        assertThat(log.path("checked").asText()).contains("not the other entries");
    }

    @Test
    void aPageKeepsToItsBudgetAndTheRestIsOnTheNext() {
        for (int i = 0; i < 100; i++) {
            client.call(
                    "containers_lifecycle",
                    "{\"container\":\"web\",\"action\":\"stop\",\"plan_only\":true}");
        }
        var seen = new ArrayList<String>();
        var question = "{\"tool\":\"containers_lifecycle\",\"limit\":100%s}";
        var page = asked(question.formatted(""));
        seen.addAll(rows(page));
        while (page.has("next_cursor")) {
            page =
                    asked(
                            question.formatted(
                                    ",\"cursor\":\"" + page.path("next_cursor").asText() + "\""));
            seen.addAll(rows(page));
        }
        assertThat(seen).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void aChangeCarriesASignedCheckpointThatNoModelPaysFor() {
        var result =
                client.call("containers_lifecycle", "{\"container\":\"web\",\"action\":\"stop\"}")
                        .path("result");
        var kept = result.at("/_meta/systemmanager~1checkpoint");
        var note = SignedNote.parse(kept.path("note").asText()).orElseThrow();
        assertThat(note.check(InMemoryLedger.verifier())).isEqualTo(SignatureCheck.VALID);
        var signed = Checkpoint.parse(note.text()).orElseThrow();
        assertThat(kept.path("size").asLong()).isEqualTo(signed.size()).isEqualTo(2);
        assertThat(kept.path("root").asText()).isEqualTo(signed.root().base64());
        assertThat(kept.path("origin").asText()).isEqualTo(signed.origin());
        assertThat(result.at("/content/0/text").asText()).doesNotContain(signed.root().base64());
        assertThat(client.call("system_status", "{}").path("result").path("_meta").toString())
                .doesNotContain("checkpoint");
    }

    @Test
    void aChangedEntryAndABrokenSealAreTold(@TempDir Path folder) throws Exception {
        var file = folder.resolve("ledger.db");
        try (var real = AgentServer.at(file)) {
            var reader = real.client("all");
            reader.call("system_status", "{}");
            assertThat(asked(reader, "{}").at("/log/verifies").asBoolean()).isTrue();
            try (var outsider = DriverManager.getConnection("jdbc:sqlite:" + file);
                    var statement = outsider.createStatement()) {
                statement.execute("DROP TRIGGER audit_entry_is_not_changed");
                statement.execute(
                        "UPDATE audit_entry SET entry = replace(entry, 'agent:all', 'agent:x')"
                                + " WHERE idx = 1");
            }
            var log = asked(reader, "{}").path("log");
            assertThat(log.path("verifies").asBoolean()).isFalse();
            assertThat(log.path("changed_entries")).hasSize(1);
            assertThat(log.at("/changed_entries/0").asLong()).isEqualTo(1);
        }
    }
}
