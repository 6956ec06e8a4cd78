package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** A JSON-RPC id, kept as the node it came as, so that it goes back with its type. */
record RpcId(JsonNode node) {

    /** Strings and integers are ids; null, fractions and anything else are not. */
    static Optional<RpcId> of(JsonNode node) {
        return node.isTextual() || node.isIntegralNumber()
                ? Optional.of(new RpcId(node))
                : Optional.empty();
    }

    String text() {
        return node.asText();
    }
}
