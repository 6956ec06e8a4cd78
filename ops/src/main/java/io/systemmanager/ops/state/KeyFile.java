package io.systemmanager.ops.state;

import io.systemmanager.domain.note.NoteSigner;
import io.systemmanager.ops.SecureRandomness;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A secret key with its name, in a file of its own, in the form of Go's x/mod: {@code
 * PRIVATE+KEY+<name>+<key id>+<base64(0x01 ‖ seed)>}. It prints no secret.
 */
final class KeyFile {
    private static final String MARK = "PRIVATE+KEY+";
    private static final byte ED25519 = 0x01;
    private static final int SEED = 32;
    private static final int PARTS = 5;

    private final String name;
    private final byte[] seed;

    private KeyFile(String name, byte[] seed) {
        this.name = name;
        this.seed = seed;
    }

    /** A new key. */
    static KeyFile draw(String name) {
        return new KeyFile(name, new SecureRandomness().bytes(SEED));
    }

    /**
     * The key in a file.
     *
     * @throws IOException when there is none; the message names the file
     */
    static KeyFile read(Path file) throws IOException {
        return parse(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                .orElseThrow(() -> new IOException(file + " holds no key of a log"));
    }

    /** The key in a file, where there is one. */
    static Optional<KeyFile> find(Path file) throws IOException {
        return Files.exists(file)
                ? parse(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                : Optional.empty();
    }

    private static Optional<KeyFile> parse(String content) {
        var text = content.strip();
        var parts = text.split("\\+", PARTS); // base64 may hold more of them
        try {
            var typed = Base64.getDecoder().decode(parts.length == PARTS ? parts[4] : "");
            if (typed.length == 1 + SEED) {
                var key = new KeyFile(parts[2], Arrays.copyOfRange(typed, 1, typed.length));
                return Optional.of(key).filter(each -> each.text().equals(text));
            }
        } catch (IllegalArgumentException noKey) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** Writes it where only the owner can read it, durably, and whole or not at all. */
    void write(Path file) throws IOException {
        StateFolder.writePrivate(file, text() + "\n");
        syncFolderOf(file);
    }

    /**
     * Overwrites a file's bytes and removes it. A file system that copies on writing, and a disk
     * that moves its blocks about, may keep the old bytes all the same.
     */
    static void destroy(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var nothing = ByteBuffer.allocate(Math.toIntExact(channel.size()));
            while (nothing.hasRemaining()) {
                channel.write(nothing);
            }
            channel.force(true);
        }
        Files.delete(file);
    }

    /** So that names that came or went in the folder stay so after the power fails. */
    static void syncFolderOf(Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    String name() {
        return name;
    }

    /** A copy of the secret bytes. */
    byte[] seed() {
        return seed.clone();
    }

    private String text() {
        var typed = new byte[1 + SEED];
        typed[0] = ED25519;
        System.arraycopy(seed, 0, typed, 1, SEED);
        var id = HexFormat.of().toHexDigits(NoteSigner.ofSeed(name, seed).verifier().keyId());
        return MARK + name + "+" + id + "+" + Base64.getEncoder().encodeToString(typed);
    }
}
