package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that passed its era's checks, as a handler sees it. */
record Exchange<P>(
        Era era,
        P principal,
        Message.Request request,
        ObjectNode params,
        RequestHeaders headers,
        CallContext context) {}
