package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A request that passed its era's checks, as a handler sees it.
 *
 * @param session of the handshake revisions, after the handshake
 * @param stream takes what a tool tells before it answers
 */
record Exchange<P>(
        Era era,
        P principal,
        Message.Request request,
        ObjectNode params,
        RequestHeaders headers,
        CallContext context,
        Optional<Session<P>> session,
        CallStream stream) {}
