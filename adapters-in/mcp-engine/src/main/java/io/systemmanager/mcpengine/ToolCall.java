package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One call of a tool.
 *
 * @param principal who calls
 * @param tool the name as sent
 * @param arguments as sent; empty where the client sent none
 * @param context what is known of the request around it
 * @param <P> the application's principal
 */
public record ToolCall<P>(P principal, String tool, ObjectNode arguments, CallContext context) {}
