package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;

/** The handshake of the legacy revisions: what is agreed. The session is made around it. */
record Initialize<P>(ServerIdentity identity) implements Method<P> {
    private static final int KEPT = 256;

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

    /** What a handshake that was answered so has agreed on. */
    static <P> Session.Agreement<P> agreement(
            P principal, Message.Request request, Reply.Complete answer) {
        var client = request.params().path("clientInfo");
        return new Session.Agreement<>(
                principal,
                answer.body().path("protocolVersion").asText(),
                kept(client.path("name")),
                kept(client.path("version")));
    }

    /** A session keeps no text of any length. */
    private static Optional<String> kept(JsonNode node) {
        return Optional.of(node.asText()).filter(text -> text.length() <= KEPT);
    }
}
