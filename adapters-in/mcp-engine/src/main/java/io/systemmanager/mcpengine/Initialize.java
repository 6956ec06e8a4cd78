package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * The handshake of the legacy revisions. No session is minted, which they allow: each request is
 * served on its own.
 */
record Initialize<P>(ServerIdentity identity) implements Method<P> {

    @Override
    public Reply handle(Exchange<P> exchange) {
        JsonNode params = exchange.params();
        var client = params.path("clientInfo");
        boolean complete =
                params.path("protocolVersion").isTextual()
                        && params.path("capabilities").isObject()
                        && client.path("name").isTextual()
                        && client.path("version").isTextual();
        if (!complete) {
            return new Reply.Failed(
                    RpcError.invalidParams(
                            200, "initialize needs protocolVersion, capabilities and clientInfo."));
        }
        var requested = params.path("protocolVersion").asText();
        var body = JsonNodeFactory.instance.objectNode();
        // Never an offer of a revision that has no handshake.
        body.put(
                "protocolVersion",
                Protocol.LEGACY.contains(requested) ? requested : Protocol.LEGACY.getFirst());
        body.set("capabilities", MethodTable.capabilities());
        body.set("serverInfo", identity.implementation());
        identity.instructions().ifPresent(text -> body.put("instructions", text));
        return new Reply.Complete(body, false);
    }
}
