package io.systemmanager.contract.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.contract.server.McpClient;
import io.systemmanager.contract.server.RunningServer;
import io.systemmanager.domain.container.ContainerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Containers of a real engine that people, or the server itself, stand in front of. */
@Tag("docker")
@Timeout(120)
class ProtectedContainersTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String NAME = "protected-contract";
    private static final List<String> SLEEP =
            List.of("sh", "-c", "trap 'exit 0' TERM; while :; do sleep 3600 & wait $!; done");
    private static final Map<String, String> LABELS = Map.of("systemmanager.protect", "yes");

    private final TestEngine docker = TestEngine.open();
    private final RunningServer running = RunningServer.onEngine(docker.socket());
    private final McpClient agent = running.client(running.agentToken());

    @TempDir Path folder;

    @AfterEach
    void end() {
        running.close();
        docker.close();
    }

    private ContainerId run(Map<String, String> labels, Map<String, Object> more) {
        var id = docker.create(NAME, SLEEP, labels, List.of(), more);
        docker.start(id);
        return id;
    }

    private JsonNode call(String tool, String arguments) throws JsonProcessingException {
        var answer = agent.call(tool, arguments).json();
        return MAPPER.readTree(answer.at("/result/content/0/text").asText());
    }

    private JsonNode stop() throws JsonProcessingException {
        return call(
                "containers_lifecycle",
                "{\"container\":\"%s\",\"action\":\"stop\",\"wait_s\":0}".formatted(NAME));
    }

    private JsonNode card(JsonNode waiting) {
        var id = waiting.path("approval_id").asText();
        return running.operator("approvals.show", request -> request.put("id", id))
                .path("approval");
    }

    private JsonNode approve(JsonNode card) {
        return running.operator(
                "approvals.vote",
                request ->
                        request.put("id", card.path("id").asText())
                                .put("vote", "approve")
                                .put("digest", card.path("digest").asText()));
    }

    private JsonNode ended(JsonNode waiting) throws JsonProcessingException {
        return call(
                "operations_get",
                "{\"operation_id\":\"%s\",\"wait_s\":20}"
                        .formatted(waiting.path("operation_id").asText()));
    }

    private void isStaleAndNothingWasDone(JsonNode waiting) throws JsonProcessingException {
        var end = ended(waiting);
        assertThat(end.path("status").asText()).isEqualTo("failed");
        assertThat(end.at("/error/code").asText()).isEqualTo("approval_stale");
        assertThat(docker.inspect(NAME).at("/State/Running").asBoolean()).isTrue();
        assertThat(running.entriesFrom(0))
                .extracting(entry -> entry.path("type").asText())
                .doesNotContain("op.started");
    }

    @Test
    void whatIsAsItWasIsDoneWhenAPersonAgrees() throws Exception {
        run(LABELS, Map.of());
        var waiting = stop();
        assertThat(waiting.path("status").asText()).isEqualTo("approval_required");
        approve(card(waiting));
        assertThat(ended(waiting).path("status").asText()).isEqualTo("succeeded");
        assertThat(docker.inspect(NAME).at("/State/Running").asBoolean()).isFalse();
    }

    @Test
    void aChangedLabelMakesItStale() throws Exception {
        run(LABELS, Map.of());
        var waiting = stop();
        var card = card(waiting);
        var changed = new HashMap<>(LABELS);
        changed.put("team", "other");
        run(changed, Map.of());
        approve(card);
        isStaleAndNothingWasDone(waiting);
    }

    @Test
    void anotherImageMakesItStale() throws Exception {
        var image = docker.image(run(LABELS, Map.of()), "other");
        var waiting = stop();
        var card = card(waiting);
        run(LABELS, Map.of("Image", image));
        approve(card);
        isStaleAndNothingWasDone(waiting);
    }

    @Test
    void anotherByteInThePolicyMakesItStale() throws Exception {
        run(LABELS, Map.of());
        var waiting = stop();
        var card = card(waiting);
        Files.writeString(running.state().policy(), "\n", StandardOpenOption.APPEND);
        isStaleAndNothingWasDone(waiting);
        assertThat(approve(card).path("error").asText()).startsWith("ended");
    }

    private void isTheServersOwn(String bind) throws JsonProcessingException {
        run(Map.of(), Map.of("HostConfig", Map.of("NetworkMode", "none", "Binds", List.of(bind))));
        assertThat(stop().at("/error/code").asText()).as(bind).isEqualTo("self_protected");
        var explained =
                call(
                        "policy_explain",
                        "{\"tool\":\"containers_lifecycle\",\"arguments\":{\"container\":\"%s\",\"action\":\"stop\"}}"
                                .formatted(NAME));
        assertThat(explained.path("decision").asText()).isEqualTo("deny");
        assertThat(explained.path("rule").asText()).isEqualTo("self-protection");
        assertThat(docker.inspect(NAME).at("/State/Running").asBoolean()).isTrue();
    }

    @Test
    void whatCanWriteTheStateFolderIsLeftAloneByWhateverNameItHasIt() throws Exception {
        var state = running.state().root();
        var link = Files.createSymbolicLink(folder.resolve("link"), state.toRealPath());
        docker.volume("protected-contract", state);
        isTheServersOwn(state + ":/data");
        isTheServersOwn(state.resolve("keys") + ":/data");
        isTheServersOwn(state.getRoot() + ":/host");
        isTheServersOwn(link + ":/data");
        isTheServersOwn("protected-contract:/data");
    }

    @Test
    void whatMayOnlyReadItIsNot() throws IOException {
        run(
                Map.of(),
                Map.of(
                        "HostConfig",
                        Map.of(
                                "NetworkMode",
                                "none",
                                "Binds",
                                List.of(running.state().root() + ":/data:ro"))));
        var end =
                call(
                        "containers_lifecycle",
                        "{\"container\":\"%s\",\"action\":\"stop\"}".formatted(NAME));
        assertThat(end.path("status").asText()).isEqualTo("succeeded");
    }
}
