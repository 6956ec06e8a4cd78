package io.systemmanager.mcpengine;

/** Answers one JSON-RPC method; runs on a virtual thread and may block. */
@FunctionalInterface
interface Method<P> {
    Reply handle(Exchange<P> exchange);
}
