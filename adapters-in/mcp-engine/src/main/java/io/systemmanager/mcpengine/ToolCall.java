package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One call of a tool.
 *
 * @param principal who calls
 * @param tool the name as sent
 * @param arguments as sent; empty where the client sent none
 * @param context what is known of the request around it
 * @param stream takes what the tool tells before it answers
 * @param <P> the application's principal
 */
public record ToolCall<P>(
        P principal, String tool, ObjectNode arguments, CallContext context, CallStream stream) {

    /** A call whose client wants the answer only. */
    public ToolCall(P principal, String tool, ObjectNode arguments, CallContext context) {
        this(principal, tool, arguments, context, CallStream.silent());
    }
}
