package io.systemmanager.http;

import java.time.Duration;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;

/** Opens listeners that speak TLS 1.3 and 1.2, and over it HTTP/2 and HTTP/1.1, told by ALPN. */
public final class HttpsListener {
    private static final int STREAMS_PER_CONNECTION = 1024;

    private HttpsListener() {}

    /**
     * Opens the listener; it serves when this returns.
     *
     * @throws CannotListenException when the address cannot be had
     */
    public static Listener start(ListenerPlan plan, ServerTls tls) {
        boolean strict = !plan.address().isLoopback();
        return Listener.start(plan, strict, (server, base) -> connector(server, base, tls));
    }

    private static ServerConnector connector(Server server, HttpConfiguration base, ServerTls tls) {
        var http = new HttpConfiguration(base);
        // No SNI check: Gatekeeper compares the host with a stricter list and answers 403 itself.
        http.addCustomizer(new SecureRequestCustomizer(false));
        var h1 = new HttpConnectionFactory(http);
        var h2 = new HTTP2ServerConnectionFactory(http);
        h2.setMaxConcurrentStreams(STREAMS_PER_CONNECTION);
        h2.setStreamIdleTimeout(Duration.ofMinutes(1).toMillis());
        var alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(h1.getProtocol());
        var ssl = new SslConnectionFactory(tls.factory(), alpn.getProtocol());
        return new ServerConnector(server, 1, 1, ssl, alpn, h2, h1);
    }
}
