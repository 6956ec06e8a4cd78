package io.systemmanager.mcpengine;

import java.util.Map;

/**
 * One request of a prompt, or one step of it.
 *
 * @param principal who asks
 * @param name of a visible prompt
 * @param arguments as sent
 * @param context what is known of the request around it
 * @param turn the answers so far, and what can be asked
 * @param <P> the application's principal
 */
public record PromptRequest<P>(
        P principal, String name, Map<String, String> arguments, CallContext context, Turn turn) {
    public PromptRequest {
        arguments = Map.copyOf(arguments);
    }
}
