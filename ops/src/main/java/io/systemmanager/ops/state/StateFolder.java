package io.systemmanager.ops.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * Where everything lies that the server keeps: certificate, keys, tokens, policy, settings, ledger.
 *
 * @param root a folder that only its owner may enter
 */
public record StateFolder(Path root) {

    /** The place that the environment says: systemd's, or that of the XDG base directories. */
    public static StateFolder standard(Map<String, String> environment) {
        var systemd = environment.get("STATE_DIRECTORY");
        if (systemd != null && !systemd.isBlank()) {
            return new StateFolder(Path.of(systemd.split(":", -1)[0]));
        }
        var xdg = environment.get("XDG_STATE_HOME");
        var base =
                xdg != null && xdg.startsWith("/")
                        ? Path.of(xdg)
                        : Path.of(environment.getOrDefault("HOME", "/root"), ".local", "state");
        return new StateFolder(base.resolve("systemmanager"));
    }

    /** The settings file. */
    public Path settings() {
        return root.resolve("systemmanager.yaml");
    }

    /** The policy file. */
    public Path policy() {
        return root.resolve("policy.yaml");
    }

    /** Which agents client certificates prove. */
    public Path clientCertificates() {
        return root.resolve("client-certificates.yaml");
    }

    /** The ledger's database. */
    public Path ledger() {
        return root.resolve("ledger.db");
    }

    /** The local authority's certificate, which clients trust. */
    public Path caCertificate() {
        return root.resolve("ca.pem");
    }

    /** The agent's token. */
    public Path agentToken() {
        return root.resolve("agent.token");
    }

    /** The port on which the running server listens for agents. */
    Path agentPort() {
        return root.resolve("agent.port");
    }

    /** The socket on which operators reach the running server. */
    public Path operatorSocket() {
        return root.resolve("operators.sock");
    }

    public Path serverCertificate() {
        return root.resolve("keys/server.pem");
    }

    public Path serverKey() {
        return root.resolve("keys/server.key");
    }

    public Path caKey() {
        return root.resolve("keys/ca.key");
    }

    /** The secret key of the ledger's log. */
    Path logKey() {
        return root.resolve("keys/log.key");
    }

    /** The secret key of its epoch. */
    Path epochKey() {
        return root.resolve("keys/epoch.key");
    }

    /** The folder of the keys of the marks that stand for secrets. */
    Path markKeys() {
        return root.resolve("keys/marks");
    }

    /** The one that takes its place, while it does. */
    Path nextEpochKey() {
        return root.resolve("keys/epoch.key.next");
    }

    /** What the local authority makes; a set that is not whole is made anew. */
    public List<Path> certificates() {
        return List.of(caKey(), serverKey(), serverCertificate(), caCertificate());
    }

    /** Makes the folder, closed to everyone else. */
    void create() throws IOException {
        createPrivate(root);
        createPrivate(root.resolve("keys"));
    }

    /** Makes a folder that only its owner may enter. */
    static void createPrivate(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    /** Writes a file that only its owner can read, whole or not at all. */
    static void writePrivate(Path file, String text) throws IOException {
        var draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(
                draft,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(
                draft,
                text.getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.WRITE,
                StandardOpenOption.DSYNC);
        Files.move(draft, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
}
