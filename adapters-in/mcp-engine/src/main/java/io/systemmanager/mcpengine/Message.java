package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A JSON-RPC 2.0 message from a client. Absent params are a {@link MissingNode}. */
sealed interface Message {

    record Request(RpcId id, String method, JsonNode params) implements Message {}

    record Notification(String method, JsonNode params) implements Message {}

    /**
     * An answer to a request of ours.
     *
     * @param result empty where it is an error
     */
    record Response(RpcId id, Optional<ObjectNode> result) implements Message {}
}
