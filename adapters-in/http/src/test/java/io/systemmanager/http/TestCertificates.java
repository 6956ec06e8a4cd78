package io.systemmanager.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/** Certificates made on the spot with the JDK's keytool, and clients that trust them. */
final class TestCertificates {
    static final String PASSWORD = "only-for-tests";

    private TestCertificates() {}

    /** A self-signed PKCS #12 file for localhost and 127.0.0.1. */
    static Path pkcs12(Path folder, String name) throws IOException, InterruptedException {
        var file = folder.resolve(name + ".p12");
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
        return file;
    }

    static CertificateFiles.Pkcs12 files(Path file) {
        return new CertificateFiles.Pkcs12(file, PASSWORD);
    }

    static KeyStore open(Path file) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    /** A client's context that trusts exactly this certificate. */
    static SSLContext trusting(Path file) throws IOException, GeneralSecurityException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", open(file).getCertificate("server"));
        var managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    /** A client's context that trusts the first certificate and shows the second as its own. */
    static SSLContext showing(Path trusted, Path own) throws IOException, GeneralSecurityException {
        var trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("server", open(trusted).getCertificate("server"));
        var trustManagers = TrustManagerFactory.getInstance("PKIX");
        trustManagers.init(trust);
        var keyManagers = KeyManagerFactory.getInstance("SunX509");
        keyManagers.init(open(own), PASSWORD.toCharArray());
        // Shows its certificate whatever authorities the server names.
        var eager = new EagerKeys((X509ExtendedKeyManager) keyManagers.getKeyManagers()[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {eager}, trustManagers.getTrustManagers(), null);
        return context;
    }

    /** Writes the certificate and the key of a store as two PEM files. */
    static CertificateFiles.Pem pem(Path file, Path folder)
            throws IOException, GeneralSecurityException {
        var store = open(file);
        var chain = folder.resolve("chain.pem");
        var key = folder.resolve("key.pem");
        Files.writeString(chain, block("CERTIFICATE", store.getCertificate("server").getEncoded()));
        Files.writeString(
                key,
                block("PRIVATE KEY", store.getKey("server", PASSWORD.toCharArray()).getEncoded()));
        return new CertificateFiles.Pem(chain, key);
    }

    private static String block(String label, byte[] der) {
        return "-----BEGIN "
                + label
                + "-----\n"
                + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END "
                + label
                + "-----\n";
    }
}
