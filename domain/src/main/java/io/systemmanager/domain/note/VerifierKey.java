package io.systemmanager.domain.note;

import io.systemmanager.domain.json.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The public half of a note's key, in the text form that people pin: {@code <name>+<key
 * id>+<base64(0x01 ‖ 32 bytes)>}, as Go's x/mod writes it. Only Ed25519, type 1 of C2SP
 * signed-note. Immutable and thread-safe; equal when the texts are.
 */
public final class VerifierKey {

    private static final byte ED25519 = 0x01;
    private static final int PARTS = 3;

    private final String name;
    private final byte[] raw;
    private final PublicKey key;

    private VerifierKey(String name, byte[] raw, PublicKey key) {
        this.name = name;
        this.raw = raw;
        this.key = key;
    }

    /**
     * The key of a platform's public key under a name.
     *
     * @throws IllegalArgumentException when it is no name of a key
     */
    static VerifierKey of(String name, PublicKey key) {
        if (!KeyName.isValid(name)) {
            throw new IllegalArgumentException("not the name of a key");
        }
        return new VerifierKey(name, Ed25519.raw(key), key);
    }

    /** Reads exactly what {@link #text} writes, else nothing: also when the key id is wrong. */
    public static Optional<VerifierKey> parse(String text) {
        var parts = text.split("\\+", PARTS); // base64 may hold more of them
        if (parts.length != PARTS || !KeyName.isValid(parts[0])) {
            return Optional.empty();
        }
        return keyBytes(parts[2])
                .flatMap(raw ->
                        Ed25519.publicKey(raw).map(key -> new VerifierKey(parts[0], raw, key)))
                .filter(verifier -> verifier.text().equals(text));
    }

    private static Optional<byte[]> keyBytes(String base64) {
        try {
            var typed = Base64.getDecoder().decode(base64);
            if (typed.length != 1 + Ed25519.KEY_LENGTH || typed[0] != ED25519) {
                return Optional.empty();
            }
            return Optional.of(Arrays.copyOfRange(typed, 1, typed.length));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The name in a note's signature lines. */
    public String name() {
        return name;
    }

    /** SHA-256(name ‖ LF ‖ 0x01 ‖ key), the first four bytes, big-endian. */
    public int keyId() {
        var sha256 = Digest.sha256();
        sha256.update((name + '\n').getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(sha256.digest(typed())).getInt();
    }

    /** The text form. */
    public String text() {
        return name
                + '+'
                + HexFormat.of().toHexDigits(keyId())
                + '+'
                + Base64.getEncoder().encodeToString(typed());
    }

    boolean verify(byte[] message, byte[] signature) {
        return Ed25519.verify(key, message, signature);
    }

    private byte[] typed() {
        return ByteBuffer.allocate(1 + raw.length).put(ED25519).put(raw).array();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey verifier && text().equals(verifier.text());
    }

    @Override
    public int hashCode() {
        return keyId();
    }

    @Override
    public String toString() {
        return text();
    }
}
