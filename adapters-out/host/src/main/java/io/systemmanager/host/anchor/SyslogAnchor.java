package io.systemmanager.host.anchor;

import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.port.AnchorSink;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Sends notes to a syslog receiver (RFC 5424) over TLS with octet counting (RFC 5425), over a
 * connection of its own each, so that its handshake shows whether the receiver is the right one and
 * there. The protocol has no receipt: accepted means that the receiver's end took the bytes and the
 * connection ended in good order. Thread-safe.
 *
 * @param host also the name that the receiver's certificate must have
 * @param authority PEM file with the certificates that vouch for the receiver; empty for those that
 *     Java trusts
 */
public record SyslogAnchor(String host, int port, Optional<Path> authority, InstantSource clock)
        implements AnchorSink {
    private static final int PATIENCE_MILLIS = 1_500;
    private static final int AUDIT_NOTICE = 13 * 8 + 5; // facility "log audit", severity notice

    @Override
    public String name() {
        return "syslog+tls://" + host + ":" + port;
    }

    @Override
    public Receipt show(SignedNote note) {
        var checkpoint = Checkpoint.parse(note.text());
        if (checkpoint.isEmpty()) {
            return new Receipt.Refused("no checkpoint");
        }
        var message = message(note, checkpoint.get()).getBytes(StandardCharsets.UTF_8);
        var frame = (message.length + " ").getBytes(StandardCharsets.US_ASCII);
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            try (var socket = secured(plain)) {
                var out = socket.getOutputStream();
                out.write(frame);
                out.write(message);
                out.flush();
            }
            return new Receipt.Accepted();
        } catch (IOException | GeneralSecurityException e) {
            return new Receipt.Failed("no syslog receiver: " + e.getMessage());
        }
    }

    /** What a receiver keeps is its own. */
    @Override
    public Optional<SignedNote> last(String origin) {
        return Optional.empty();
    }

    private SSLSocket secured(Socket plain) throws IOException, GeneralSecurityException {
        var socket = (SSLSocket) context().getSocketFactory().createSocket(plain, host, port, true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private SSLContext context() throws IOException, GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        if (authority.isEmpty()) {
            context.init(null, null, null);
            return context;
        }
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (var in = Files.newInputStream(authority.get())) {
            for (var each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("authority-" + trusted.size(), each);
            }
        }
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private String message(SignedNote note, Checkpoint at) {
        int slash = at.origin().indexOf('/');
        var sender = slash > 0 ? at.origin().substring(0, slash) : "-";
        return "<%d>1 %s %s systemmanager - CHECKPOINT - origin=%s size=%d root=%s note=%s"
                .formatted(
                        AUDIT_NOTICE,
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        sender,
                        at.origin(),
                        at.size(),
                        at.root().base64(),
                        Base64.getEncoder()
                                .encodeToString(note.encoded().getBytes(StandardCharsets.UTF_8)));
    }
}
