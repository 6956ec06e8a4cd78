package io.systemmanager.contract.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.contract.server.RunningServer;
import java.util.List;

/** An agent that wants a protected container stopped. */
final class Asking {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Asking() {}

    /** The id of the approval that it waits for. */
    static String asks(RunningServer running, String token, String reason) {
        var arguments =
                MAPPER.createObjectNode()
                        .put("container", "db")
                        .put("action", "stop")
                        .put("wait_s", 0)
                        .put("reason", reason);
        var answer =
                running.client(token).call("containers_lifecycle", arguments.toString()).text();
        var approval = read(answer).path("approval_id").asText();
        if (approval.isEmpty()) {
            throw new AssertionError("it does not wait: " + answer);
        }
        return approval;
    }

    /** The state of that container. */
    static String state(RunningServer running) {
        return running.client(running.agentToken())
                .call("containers_get", "{\"container\":\"db\"}")
                .text();
    }

    /** The types of all entries. */
    static List<String> types(RunningServer running) {
        return running.entriesFrom(0).stream().map(entry -> entry.path("type").asText()).toList();
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
