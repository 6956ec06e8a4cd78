package io.systemmanager.ops;

import io.systemmanager.http.CertificateFiles;
import io.systemmanager.http.Reload;
import io.systemmanager.http.ServerTls;
import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.settings.Settings;
import io.systemmanager.ops.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which certificate the server shows: the operator's, or the one made at the first start. */
final class Certificates {
    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);
    private static final Duration LOOK = Duration.ofSeconds(30);

    private Certificates() {}

    /** Loads the certificate, and takes a new one up when its files change. */
    static ServerTls serve(Settings settings, StateFolder state, Deque<AutoCloseable> opened)
            throws IOException {
        var files = files(settings, state);
        var authority = settings.optional(Setting.TLS_CLIENT_AUTHORITY).map(Path::of);
        var tls =
                authority.isPresent()
                        ? ServerTls.load(files, authority.get())
                        : ServerTls.load(files);
        opened.push(tls.pollEvery(LOOK, Certificates::tell));
        return tls;
    }

    private static void tell(Reload reload) {
        switch (reload) {
            case Reload.Taken(var expires) -> LOG.info("new certificate, good until {}", expires);
            case Reload.Kept(var why) -> LOG.error("the new certificate is no good: {}", why);
        }
    }

    private static CertificateFiles files(Settings settings, StateFolder state) throws IOException {
        var keystore = settings.optional(Setting.TLS_KEYSTORE);
        if (keystore.isPresent()) {
            return new CertificateFiles.Pkcs12(Path.of(keystore.get()), password(settings));
        }
        return settings.optional(Setting.TLS_CERTIFICATE)
                .map(chain ->
                        new CertificateFiles.Pem(
                                Path.of(chain), Path.of(settings.text(Setting.TLS_KEY))))
                .orElseGet(() ->
                        new CertificateFiles.Pem(state.serverCertificate(), state.serverKey()));
    }

    private static String password(Settings settings) throws IOException {
        var file = settings.optional(Setting.TLS_KEYSTORE_PASSWORD_FILE);
        return file.isPresent()
                ? Files.readString(Path.of(file.get())).lines().findFirst().orElse("")
                : "";
    }
}
