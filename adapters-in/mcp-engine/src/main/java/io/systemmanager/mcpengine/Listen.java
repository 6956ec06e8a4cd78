package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code subscriptions/listen}: any filter is granted, of which nothing can come yet. */
record Listen<P>() implements Method<P> {

    @Override
    public Reply handle(Exchange<P> exchange) {
        return exchange.params().path("notifications").isObject()
                ? new Reply.Listening()
                : new Reply.Failed(
                        RpcError.invalidParams(200, "The member notifications is not an object."));
    }

    /** The first message of the stream. */
    static ObjectNode acknowledgement(RpcId id) {
        var params = JsonNodeFactory.instance.objectNode();
        params.putObject("_meta").set(Protocol.META_SUBSCRIPTION, id.node());
        params.putObject("notifications");
        return Envelope.notification("notifications/subscriptions/acknowledged", params);
    }

    /** The last, when it is the server that ends it. */
    static ObjectNode closing(RpcId id) {
        var result = JsonNodeFactory.instance.objectNode().put("resultType", "complete");
        result.putObject("_meta").set(Protocol.META_SUBSCRIPTION, id.node());
        return Envelope.result(id, result);
    }
}
