package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One call of a tool, or one step of it.
 *
 * @param principal who calls
 * @param tool the name as sent
 * @param arguments as sent; empty where the client sent none
 * @param context what is known of the request around it
 * @param turn the answers so far, and what can be asked
 * @param stream takes what the tool tells before it answers
 * @param <P> the application's principal
 */
public record ToolCall<P>(
        P principal,
        String tool,
        ObjectNode arguments,
        CallContext context,
        Turn turn,
        CallStream stream) {

    /** A call whose client wants the answer only, and answers nothing itself. */
    public ToolCall(P principal, String tool, ObjectNode arguments, CallContext context) {
        this(
                principal,
                tool,
                arguments,
                context,
                Turn.first(ClientCapabilities.none()),
                CallStream.silent());
    }
}
