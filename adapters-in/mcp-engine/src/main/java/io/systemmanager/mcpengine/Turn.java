package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far a request has come that asks questions. A tool is a resumable step: it is called from its
 * beginning each time, with the answers so far, and finishes or asks on. In between the server
 * keeps nothing in the stateless revisions; a tool must not act before it has what it needs.
 *
 * @param answers the client's answers so far, by the question's key; of any content
 * @param memo what the step before asked to be remembered; it comes back unchanged or not at all
 * @param client what can be asked
 */
public record Turn(
        Map<String, ObjectNode> answers, Optional<JsonNode> memo, ClientCapabilities client) {
    public Turn {
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
    }

    /** The beginning. */
    public static Turn first(ClientCapabilities client) {
        return new Turn(Map.of(), Optional.empty(), client);
    }

    /** What became of a form that may have been asked under that key. */
    public Filled form(String key, ObjectNode schema) {
        return Optional.ofNullable(answers.get(key))
                .map(answer -> Filled.of(answer, schema))
                .orElseGet(Filled.Not::new);
    }
}
