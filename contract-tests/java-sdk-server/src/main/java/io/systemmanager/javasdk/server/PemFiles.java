package io.systemmanager.javasdk.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.UUID;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * A certificate with its elliptic-curve key.
 *
 * @param chain the certificates, the server's first
 * @param key unencrypted PKCS #8
 */
record PemFiles(Path chain, Path key) {

    SslContextFactory.Server serverTls() throws IOException, GeneralSecurityException {
        var password = UUID.randomUUID().toString(); // guards memory only
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", privateKey(), password.toCharArray(), certificates());
        var tls = new SslContextFactory.Server();
        tls.setKeyStore(store);
        tls.setKeyStorePassword(password);
        return tls;
    }

    private java.security.PrivateKey privateKey() throws IOException, GeneralSecurityException {
        var base64 = Files.readString(key).replaceAll("-----[^-]+-----|\\s", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    private Certificate[] certificates() throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(chain)) {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(Certificate[]::new);
        }
    }
}
