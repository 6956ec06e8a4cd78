package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;

/** The handshake of the legacy revisions: what is agreed. The session is made around it. */
record Initialize<P>(ServerIdentity identity, Offer<P> offer) implements Method<P> {
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
        // Never an offer of a revision that has no handshake.
        var revision = Protocol.LEGACY.contains(requested) ? requested : Protocol.LEGACY.getFirst();
        var body = JsonNodeFactory.instance.objectNode().put("protocolVersion", revision);
        body.set("capabilities", MethodTable.capabilities(offer));
        body.set("serverInfo", identity.full(revision));
        identity.instructions().ifPresent(text -> body.put("instructions", text));
        return new Reply.Complete(body, Reply.Caching.UNSAID);
    }

    /** What a handshake that was answered so has agreed on. */
    static Session.Agreement agreement(
            String subject, Message.Request request, Reply.Complete answer) {
        var client = request.params().path("clientInfo");
        return new Session.Agreement(
                subject,
                answer.body().path("protocolVersion").asText(),
                new ClientCapabilities(request.params().path("capabilities")).kept(),
                kept(client.path("name")),
                kept(client.path("version")));
    }

    /** A session keeps no text of any length. */
    private static Optional<String> kept(JsonNode node) {
        return Optional.of(node.asText()).filter(text -> text.length() <= KEPT);
    }
}
