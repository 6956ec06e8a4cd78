package io.systemmanager.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's certificate and the rules of TLS: versions 1.3 and 1.2, no renegotiation, in 1.2
 * only forward-secret AEAD suites. Safe for several threads.
 */
public final class ServerTls {
    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

    private final CertificateFiles files;
    private final SslContextFactory.Server factory = new SslContextFactory.Server();
    // Guards nothing but memory: the store never leaves the process.
    private final String password = UUID.randomUUID().toString();
    private Instant expires;
    // How the files looked when they were last read: taken before, so that no change is missed.
    private List<String> read;

    private ServerTls(CertificateFiles files, Optional<Path> clientAuthority)
            throws IOException, GeneralSecurityException {
        this.files = files;
        this.read = stamps(files);
        var store = files.load(password.toCharArray());
        this.expires = expiry(store);
        factory.setKeyStore(store);
        factory.setKeyStorePassword(password);
        factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        factory.addExcludeCipherSuites(".*_CBC_.*", "TLS_RSA_.*", "TLS_DHE_.*");
        factory.setRenegotiationAllowed(false);
        if (clientAuthority.isPresent()) {
            factory.setTrustStore(PemReader.trusted(Files.readString(clientAuthority.get())));
            factory.setWantClientAuth(true);
        }
    }

    /**
     * Loads the certificate.
     *
     * @throws CannotListenException when the files cannot be used; the message says why
     */
    public static ServerTls load(CertificateFiles files) {
        return load(files, Optional.empty());
    }

    /**
     * Loads the certificate, and asks clients for one of their own, which they may leave out. One
     * that the authority has not issued, or whose time is over, ends the handshake.
     *
     * @param clientAuthority PEM file with the authority's certificates
     * @throws CannotListenException when the files cannot be used; the message says why
     */
    public static ServerTls load(CertificateFiles files, Path clientAuthority) {
        return load(files, Optional.of(clientAuthority));
    }

    private static ServerTls load(CertificateFiles files, Optional<Path> clientAuthority) {
        try {
            return new ServerTls(files, clientAuthority);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new CannotListenException("the certificate cannot be used: " + why(e), e);
        }
    }

    /** When the certificate that serves now ends. */
    public synchronized Instant expires() {
        return expires;
    }

    /**
     * Reads the files again. New connections get the new certificate, open ones go on. A file that
     * cannot be used changes nothing: it is checked before the running TLS engine hears of it,
     * because an engine whose own reload fails serves nobody any more.
     */
    public synchronized Reload reload() {
        read = stamps(files);
        KeyStore store;
        try {
            store = files.load(password.toCharArray());
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return new Reload.Kept(why(e));
        }
        try {
            factory.reload(f -> f.setKeyStore(store));
            expires = expiry(store);
            return new Reload.Taken(expires);
        } catch (Exception e) {
            throw new IllegalStateException("a certificate that was checked did not load", e);
        }
    }

    /**
     * Looks at the files' times now and then, and reloads when one has changed.
     *
     * @param every how often
     * @param told hears of each reload
     * @return ends the watch
     */
    public AutoCloseable pollEvery(Duration every, Consumer<Reload> told) {
        var watch = Thread.ofVirtual().name("certificate-watch").unstarted(() -> poll(every, told));
        watch.start();
        return watch::interrupt;
    }

    SslContextFactory.Server factory() {
        return factory;
    }

    private void poll(Duration every, Consumer<Reload> told) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(every);
            } catch (InterruptedException ended) {
                return;
            }
            if (haveChanged()) {
                told.accept(reload());
            }
        }
    }

    private synchronized boolean haveChanged() {
        return !stamps(files).equals(read);
    }

    private static List<String> stamps(CertificateFiles files) {
        return files.files().stream().map(ServerTls::stamp).toList();
    }

    private static String stamp(Path file) {
        try {
            return Files.getLastModifiedTime(file) + "/" + Files.size(file);
        } catch (IOException gone) {
            LOG.debug("a certificate file cannot be looked at", gone);
            return "gone";
        }
    }

    private static Instant expiry(KeyStore store) throws GeneralSecurityException {
        return KeyMaterial.certificate(store).getNotAfter().toInstant();
    }

    private static String why(Exception e) {
        var message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
