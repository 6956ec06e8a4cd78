package io.systemmanager.ops;

import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.settings.Settings;
import io.systemmanager.ops.settings.SettingsWrong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificates are believed where it is not the platform's authorities that say it. */
public final class Trust {
    private Trust() {}

    /**
     * As a setting says that names a file; empty where it is not set.
     *
     * @throws SettingsWrong when the file cannot be used
     */
    public static Optional<SSLContext> said(Settings settings, Setting file) {
        return settings.optional(file)
                .map(named -> {
                    try {
                        return in(Path.of(named));
                    } catch (IOException | GeneralSecurityException e) {
                        throw new SettingsWrong(
                                List.of(file.key() + " cannot be used: " + e.getMessage()));
                    }
                });
    }

    /**
     * TLS with those who have a certificate by the authorities in a file, and with nobody else.
     *
     * @param authorities PEM file
     * @throws CertificateException when there is no certificate in it
     */
    public static SSLContext in(Path authorities) throws IOException, GeneralSecurityException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (var in = Files.newInputStream(authorities)) {
            for (var each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("authority-" + trusted.size(), each);
            }
        }
        if (trusted.size() == 0) {
            throw new CertificateException("there is no certificate in it");
        }
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
