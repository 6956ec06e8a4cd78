package io.systemmanager.mcpengine;

/**
 * One read of a resource, or one step of it.
 *
 * @param principal who reads
 * @param uri as sent
 * @param context what is known of the request around it
 * @param turn the answers so far, and what can be asked
 * @param stream takes what is told before the answer
 * @param <P> the application's principal
 */
public record ResourceRead<P>(
        P principal, String uri, CallContext context, Turn turn, CallStream stream) {}
