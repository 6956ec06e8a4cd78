package io.systemmanager.contract.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.mcp.ToolCatalogue;
import io.systemmanager.mcpengine.SchemaCheck;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Structured results: who gets them, and that they keep to what is promised of them. */
class StructuredAnswersTest {
    private static final String EXPERIMENTAL =
            "{\"experimental\":{\"" + WireClient.STRUCTURED + "\":{}}}";

    private final ToolCatalogue catalogue = new ToolCatalogue();
    private final AgentServer server = AgentServer.inMemory();
    private final WireClient client = server.client("all").with(WireClient.STRUCTURED);

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void eachExampleIsAnsweredInTheFormOfItsSchema(Declaration tool) {
        for (var example : catalogue.examples(tool)) {
            keeps(tool, client.call(tool.tool(), withSomethingToUndo(example.arguments())));
        }
    }

    /** The id of an example is nobody's, so that of an operation that waits stands for it. */
    private String withSomethingToUndo(ObjectNode arguments) {
        if (!arguments.has("operation_id")) {
            return arguments.toString();
        }
        var stop = "{\"container\":\"db\",\"action\":\"stop\",\"wait_s\":0}";
        var waiting = begun(client.call("containers_lifecycle", stop));
        return arguments.deepCopy().put("operation_id", waiting).toString();
    }

    @Test
    void whatAnUndoWouldDoKeepsToTheSchema() {
        var arguments = catalogue.examples(Declaration.OPERATIONS_UNDO).getFirst().arguments();
        var plan = arguments.deepCopy().put("plan_only", true);
        keeps(
                Declaration.OPERATIONS_UNDO,
                client.call("operations_undo", withSomethingToUndo(plan)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    containers_list; {"state":"all","stats":true,"limit":2}
                    containers_list; {"match":"nothing-is-called-so"}
                    containers_get; {"container":"api","sections":["summary","config","env","mounts","network","health","resources","labels"]}
                    containers_get; {"container":"worker","sections":["summary","config","env","mounts","network","health","resources","labels"]}
                    containers_logs; {"container":"api","max_bytes":256,"tail":2000}
                    containers_logs; {"container":"web","grep":"nothing-says-so"}
                    containers_lifecycle; {"container":"web","action":"stop","plan_only":true}
                    containers_lifecycle; {"container":"web","action":"stop"}
                    containers_lifecycle; {"container":"web","action":"start"}
                    system_status; {"sections":["host","cpu","memory","disk","server"]}
                    policy_explain; {"tool":"containers_list"}
                    audit_query; {"limit":1}
                    audit_query; {"principal":"agent:nobody"}
                    """)
    void eachKindOfAnswerKeepsToItsSchema(String tool, String arguments) {
        keeps(Declaration.ofTool(tool).orElseThrow(), client.call(tool, arguments));
    }

    @Test
    void recordsOfOperationsKeepToTheSchemaWhateverBecameOfThem() {
        var ids = new ArrayList<String>();
        ids.add(begun(client.call("containers_lifecycle", restart("web"))));
        server.containers.fail();
        var failed = client.call("containers_lifecycle", restart("api"));
        ids.add(begun(failed));
        server.containers.hold();
        var running = client.call("containers_lifecycle", restart("cache", 0));
        ids.add(begun(running));

        assertThat(failed.at("/result/isError").asBoolean()).isTrue();
        assertThat(keeps(Declaration.CONTAINERS_LIFECYCLE, failed).path("status").asText())
                .isEqualTo("failed");
        assertThat(keeps(Declaration.CONTAINERS_LIFECYCLE, running).path("status").asText())
                .isEqualTo("running");
        for (var id : ids) {
            keeps(
                    Declaration.OPERATIONS_GET,
                    client.call("operations_get", "{\"operation_id\":\"" + id + "\"}"));
        }
        var list = keeps(Declaration.OPERATIONS_GET, client.call("operations_get", "{}"));
        assertThat(list.path("operations")).hasSize(3);
        server.containers.release();
    }

    private static String restart(String container) {
        return restart(container, 20);
    }

    private static String restart(String container, int patience) {
        return "{\"container\":\"%s\",\"action\":\"restart\",\"wait_s\":%d}"
                .formatted(container, patience);
    }

    private static String begun(JsonNode answer) {
        return answer.at("/result/structuredContent/operation_id").asText();
    }

    @Test
    void aSchemaIsBrokenByAMemberThatItDoesNotKnow() {
        var form =
                (ObjectNode) client.call("containers_list", "{}").at("/result/structuredContent");

        assertThat(faults(Declaration.CONTAINERS_LIST, form)).isEmpty();
        assertThat(faults(Declaration.CONTAINERS_LIST, form.put("surprise", 1))).isNotEmpty();
    }

    @Test
    void theTwoFormsSayTheSame() {
        var list = client.call("containers_list", "{\"state\":\"all\"}");
        var rows = new ArrayList<String>();
        json(list).path("rows").forEach(row -> rows.add(row.asText().replaceFirst("\\|.*", "")));
        var names = new ArrayList<String>();
        structured(list).path("containers").forEach(row -> names.add(row.path("name").asText()));
        assertThat(names).isNotEmpty().isEqualTo(rows);

        var log = client.call("containers_logs", "{\"container\":\"web\",\"tail\":3}");
        var lines = new ArrayList<String>();
        structured(log).path("lines").forEach(line -> lines.add(line.asText()));
        assertThat(text(log).lines().skip(1)).isNotEmpty().containsExactlyElementsOf(lines);

        var plain = client.call("containers_get", "{\"container\":\"web\"}");
        assertThat(structured(plain)).isEqualTo(json(plain));
    }

    @Test
    void aRefusalHasNoStructuredForm() {
        var refused = client.call("containers_get", "{\"container\":\"nowhere\"}");

        assertThat(refused.at("/result/isError").asBoolean()).isTrue();
        assertThat(refused.path("result").has("structuredContent")).isFalse();
    }

    @Test
    void nothingIsSentTwiceToThoseWhoDidNotAskForIt() {
        var plain = server.client("all");

        for (var tool : plain.ask("tools/list", "{}").at("/result/tools")) {
            assertThat(tool.has("outputSchema")).as(tool.path("name").asText()).isFalse();
        }
        assertThat(plain.call("containers_list", "{}").path("result").has("structuredContent"))
                .isFalse();
    }

    @Test
    void whoAsksSeesTheSchemaOfEachTool() {
        var tools = client.ask("tools/list", "{}").at("/result/tools");

        assertThat(tools).hasSize(Declaration.values().length);
        for (var tool : tools) {
            assertThat(tool.at("/outputSchema/type").asText()).isEqualTo("object");
        }
    }

    @ParameterizedTest
    @CsvSource({"2025-11-25,true", "2025-06-18,true", "2025-03-26,false"})
    void clientsOfOlderRevisionsAskForItAsAnExperiment(String revision, boolean given) {
        var call = WireClient.callOf("containers_list", "{}");
        var plain = server.client("all");

        var answer = plain.askInSession(revision, EXPERIMENTAL, "tools/call", call);
        assertThat(answer.path("result").has("structuredContent")).isEqualTo(given);
        assertThat(answer.at("/result/content/0/text").asText()).isNotEmpty();
        var without = plain.askInSession(revision, "{}", "tools/call", call);
        assertThat(without.path("result").has("structuredContent")).isFalse();
    }

    private JsonNode keeps(Declaration tool, JsonNode answer) {
        var form = structured(answer);
        assertThat(form.isObject()).as(answer.toString()).isTrue();
        assertThat(faults(tool, (ObjectNode) form)).as(form.toString()).isEmpty();
        return form;
    }

    private List<String> faults(Declaration tool, ObjectNode form) {
        return SchemaCheck.of(catalogue.description(tool).outputSchema().orElseThrow())
                .faults(form);
    }

    private static JsonNode structured(JsonNode answer) {
        return answer.at("/result/structuredContent");
    }

    private static JsonNode json(JsonNode answer) {
        return WireClient.object(text(answer));
    }

    private static String text(JsonNode answer) {
        return answer.at("/result/content/0/text").asText();
    }
}
