package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The JSON-RPC frame around results, errors and notifications. */
final class Envelope {

    private Envelope() {}

    static ObjectNode result(RpcId id, ObjectNode result) {
        var message = begin();
        message.set("id", id.node());
        message.set("result", result);
        return message;
    }

    /** An unknown id is left out: the schemas allow no null. */
    static ObjectNode error(Optional<RpcId> id, RpcError error, String correlationId) {
        var message = begin();
        id.ifPresent(known -> message.set("id", known.node()));
        var data =
                error.details()
                        .deepCopy()
                        .put("code", error.code())
                        .put("next_step", error.nextStep())
                        .put("correlation_id", correlationId);
        message.putObject("error")
                .put("code", error.number())
                .put("message", error.cause())
                .set("data", data);
        return message;
    }

    static ObjectNode request(String id, String method, ObjectNode params) {
        var message = begin().put("id", id).put("method", method);
        message.set("params", params);
        return message;
    }

    static ObjectNode notification(String method, ObjectNode params) {
        var message = begin().put("method", method);
        message.set("params", params);
        return message;
    }

    private static ObjectNode begin() {
        return JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
    }
}
