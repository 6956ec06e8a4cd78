package io.systemmanager.mcpengine;

/**
 * Tells who sends a request. Asked for every request, and for an open stream once a minute, so that
 * a withdrawn credential ends it. Called from many threads at once.
 *
 * @param <P> the application's principal; equal principals share the limit of open streams
 */
@FunctionalInterface
public interface Authenticator<P> {
    /** Judges the credentials; the foreseen refusals are answers, not exceptions. */
    Authentication<P> authenticate(Credentials credentials);
}
