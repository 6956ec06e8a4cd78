package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A request that passed its era's checks, as a handler sees it.
 *
 * @param session of the handshake revisions, after the handshake
 * @param turn how far the request has come
 * @param stream takes what a tool tells before it answers
 */
record Exchange<P>(
        Era era,
        Authentication.Known<P> sender,
        Message.Request request,
        ObjectNode params,
        RequestHeaders headers,
        CallContext context,
        Optional<Session> session,
        Turn turn,
        CallStream stream) {

    P principal() {
        return sender.principal();
    }

    String subject() {
        return sender.subject();
    }

    ClientCapabilities client() {
        return turn.client();
    }

    /** The same, further on. */
    Exchange<P> at(Turn next) {
        return new Exchange<>(
                era, sender, request, params, headers, context, session, next, stream);
    }
}
