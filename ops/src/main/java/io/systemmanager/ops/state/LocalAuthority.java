package io.systemmanager.ops.state;

import io.systemmanager.ops.SecureRandomness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes a certificate authority for this machine and a server certificate signed by it, with the
 * JDK's own keytool: the JDK has no other way to make certificates.
 */
final class LocalAuthority {
    private static final int SECONDS = 60;

    private final StateFolder state;
    private final String hostName;

    LocalAuthority(StateFolder state, String hostName) {
        this.state = state;
        this.hostName = hostName;
    }

    /** Writes authority and server certificate as PEM files. */
    void create() throws IOException, GeneralSecurityException {
        var work = Files.createTempDirectory(state.root(), "certificates");
        var store = work.resolve("store.p12");
        var passwordFile = work.resolve("password");
        var password = randomPassword();
        try {
            StateFolder.writePrivate(passwordFile, password + "\n");
            keytool(
                    store,
                    passwordFile,
                    "ca",
                    "CN=SystemManager local authority of " + safe(hostName),
                    List.of(
                            "-validity",
                            "3650",
                            "-ext",
                            "bc:c=ca:true,pathlen:0",
                            "-ext",
                            "ku:c=kCS,cRLs"));
            keytool(
                    store,
                    passwordFile,
                    "server",
                    "CN=" + safe(hostName),
                    List.of(
                            "-validity",
                            "397",
                            "-signer",
                            "ca",
                            "-ext",
                            "san=" + names(),
                            "-ext",
                            "ku:c=dig",
                            "-ext",
                            "eku=serverAuth"));
            export(store, password);
        } finally {
            for (var file : List.of(store, passwordFile, work)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void export(Path store, String password) throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, password.toCharArray());
        }
        StateFolder.writePrivate(state.caKey(), pem(keys.getKey("ca", password.toCharArray())));
        StateFolder.writePrivate(
                state.serverKey(), pem(keys.getKey("server", password.toCharArray())));
        Files.writeString(state.serverCertificate(), pem(keys.getCertificateChain("server")));
        Files.writeString(state.caCertificate(), pem(keys.getCertificateChain("ca")));
    }

    private void keytool(Path store, Path password, String alias, String name, List<String> more)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add("-J-XX:TieredStopAtLevel=1"); // else it compiles for longer than it works
        command.addAll(List.of("-genkeypair", "-alias", alias, "-dname", name));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of("-sigalg", "SHA256withECDSA", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", store.toString()));
        command.addAll(List.of("-storepass:file", password.toString()));
        command.addAll(more);
        var log = Files.createTempFile(state.root(), "keytool", ".log");
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("keytool did not end within " + SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException("keytool failed: " + Files.readString(log).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool ran", e);
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private String names() {
        var names = new ArrayList<>(List.of("dns:localhost", "ip:127.0.0.1", "ip:::1"));
        var host = safe(hostName);
        if (!host.equals("localhost")) {
            names.add("dns:" + host);
        }
        return String.join(",", names);
    }

    /** A host name as a certificate may carry it; whatever else it is becomes localhost. */
    private static String safe(String name) {
        return name.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?") ? name : "localhost";
    }

    private static String randomPassword() {
        var bytes = new SecureRandomness().bytes(24);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String pem(Key key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    private static String pem(Certificate[] chain) throws GeneralSecurityException {
        var text = new StringBuilder();
        for (var certificate : chain) {
            text.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        return text.toString();
    }

    private static String pem(String kind, byte[] der) {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }
}
