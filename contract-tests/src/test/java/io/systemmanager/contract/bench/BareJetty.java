package io.systemmanager.contract.bench;

import io.systemmanager.http.CertificateFiles;
import io.systemmanager.ops.state.StateFolder;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** The physical limit: Jetty with TLS, a handler that reads the body and answers fixed bytes. */
final class BareJetty implements AutoCloseable {
    private final Server server;
    private final ServerConnector connector;

    private BareJetty(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    static BareJetty start(StateFolder state, byte[] answer) throws Exception {
        var password = UUID.randomUUID().toString();
        var tls = new SslContextFactory.Server();
        tls.setKeyStore(
                new CertificateFiles.Pem(state.serverCertificate(), state.serverKey())
                        .load(password.toCharArray()));
        tls.setKeyStorePassword(password);
        var server = new Server(new VirtualThreadPool(10_000));
        var http = new HttpConnectionFactory(new HttpConfiguration());
        var connector =
                new ServerConnector(
                        server, 1, 1, new SslConnectionFactory(tls, http.getProtocol()), http);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new SameBytes(answer));
        server.start();
        return new BareJetty(server, connector);
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the bare server did not stop", e);
        }
    }

    private static final class SameBytes extends Handler.Abstract {
        private final byte[] answer;

        SameBytes(byte[] answer) {
            this.answer = answer;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws Exception {
            try (InputStream body = Content.Source.asInputStream(request)) {
                body.readAllBytes();
            }
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.length);
            response.write(true, ByteBuffer.wrap(answer), callback);
            return true;
        }
    }
}
