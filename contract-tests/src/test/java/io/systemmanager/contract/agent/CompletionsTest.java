package io.systemmanager.contract.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Suggestions come the gated way, and only to those who may see what they name. */
class CompletionsTest {
    private static final String PROMPT =
            "{\"type\":\"ref/prompt\",\"name\":\"troubleshoot_container\"}";

    private final AgentServer server = AgentServer.inMemory();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void namesOfContainersAreSuggestedForPromptsAndTemplates() {
        assertThat(values("reader", PROMPT, "container", "w")).containsExactly("web", "worker");
        assertThat(values("reader", template("containers/{name}"), "name", "we"))
                .containsExactly("web");
        assertThat(values("reader", template("containers/{name}/logs{?since,tail}"), "name", ""))
                .contains("web", "api", "worker");
    }

    @Test
    void aWordTypedIsOneEntry() {
        int before = server.entries().size();

        for (var begun : List.of("", "w", "we", "web")) {
            values("reader", PROMPT, "container", begun);
        }

        assertThat(server.entries().subList(before, server.entries().size()))
                .singleElement()
                .asString()
                .contains("op.read", "\"containers_list\"", "agent:reader");
    }

    @Test
    void whatOneCallerWasAnsweredServesNoOther() {
        values("reader", PROMPT, "container", "");
        int before = server.entries().size();
        values("operator", PROMPT, "container", "");
        assertThat(server.entries()).hasSize(before + 1);
    }

    @Test
    void withoutTheScopeThereIsNothingToFillIn() {
        int before = server.entries().size();

        assertThat(complete("blind", PROMPT, "container", "w").has("error")).isTrue();
        assertThat(complete("blind", template("containers/{name}"), "name", "w").has("error"))
                .isTrue();
        assertThat(server.entries()).hasSize(before);
    }

    @Test
    void whatNoNameBeginsWithIsAskedOfNobody() {
        int before = server.entries().size();
        assertThat(values("reader", PROMPT, "container", "*")).isEmpty();
        assertThat(server.entries()).hasSize(before);
    }

    @Test
    void toolsAreThoseOfTheCaller() {
        assertThat(values("all", template("tools/{name}"), "name", "containers_l"))
                .containsExactly("containers_list", "containers_logs", "containers_lifecycle");
        assertThat(values("reader", template("tools/{name}"), "name", "containers_l"))
                .containsExactly("containers_list", "containers_logs");
    }

    @Test
    void operationsAreTheCallersOwn() {
        var begun =
                server.client("operator")
                        .call(
                                "containers_lifecycle",
                                "{\"container\":\"web\",\"action\":\"restart\"}");
        var id =
                WireClient.object(begun.at("/result/content/0/text").asText())
                        .path("operation_id")
                        .asText();

        assertThat(values("operator", template("operations/{id}"), "id", "op_"))
                .containsExactly(id);
        assertThat(values("operator", template("operations/{id}"), "id", "x")).isEmpty();
        assertThat(values("all", template("operations/{id}"), "id", "op_")).isEmpty();
    }

    private static String template(String path) {
        return "{\"type\":\"ref/resource\",\"uri\":\"systemmanager://" + path + "\"}";
    }

    private List<String> values(String caller, String ref, String argument, String begun) {
        var values = new ArrayList<String>();
        var answer = complete(caller, ref, argument, begun);
        assertThat(answer.has("result")).as(answer.toString()).isTrue();
        answer.at("/result/completion/values").forEach(value -> values.add(value.asText()));
        return values;
    }

    private JsonNode complete(String caller, String ref, String argument, String begun) {
        return server.client(caller)
                .ask(
                        "completion/complete",
                        "{\"ref\":%s,\"argument\":{\"name\":\"%s\",\"value\":\"%s\"}}"
                                .formatted(ref, argument, begun));
    }
}
