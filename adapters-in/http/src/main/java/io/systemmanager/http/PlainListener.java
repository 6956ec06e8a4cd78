package io.systemmanager.http;

import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;

/** Opens listeners without TLS, on a loopback address only: for tests, benches and fixtures. */
public final class PlainListener {

    private PlainListener() {}

    /**
     * Opens the listener; it serves when this returns.
     *
     * @throws IllegalArgumentException when the address is not a loopback address
     * @throws CannotListenException when the address cannot be had
     */
    public static Listener start(ListenerPlan plan) {
        if (!plan.address().isLoopback()) {
            throw new IllegalArgumentException(
                    "plain HTTP is served on a loopback address only, not on " + plan.address());
        }
        return Listener.start(
                plan,
                false,
                (server, base) ->
                        new ServerConnector(server, 1, 1, new HttpConnectionFactory(base)));
    }
}
