package io.systemmanager.domain.merkle;

import io.systemmanager.domain.json.Digest;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A SHA-256 hash of a Merkle tree (RFC 6962 §2.1), kept as bytes: of an entry, of two hashes, or of
 * nothing. Immutable and thread-safe; {@code toString} is lower-case hex.
 */
public final class Hash {

    /** The length in bytes. */
    public static final int LENGTH = 32;

    /** The root of the tree without leaves: the hash of no bytes. */
    public static final Hash OF_NOTHING = new Hash(Digest.sha256().digest());

    private static final byte LEAF = 0x00;
    private static final byte NODE = 0x01;

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A hash that was kept as bytes, which are copied.
     *
     * @throws IllegalArgumentException when there are not {@value #LENGTH} of them
     */
    public static Hash of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a hash has 32 bytes");
        }
        return new Hash(bytes.clone());
    }

    /** The hash of an entry: SHA-256(0x00 ‖ entry). */
    public static Hash ofLeaf(byte[] entry) {
        var sha256 = Digest.sha256();
        sha256.update(LEAF);
        return new Hash(sha256.digest(entry));
    }

    /** The hash over two subtrees: SHA-256(0x01 ‖ left ‖ right). */
    public static Hash ofNode(Hash left, Hash right) {
        var sha256 = Digest.sha256();
        sha256.update(NODE);
        sha256.update(left.bytes);
        sha256.update(right.bytes);
        return new Hash(sha256.digest());
    }

    /** Reads the base64 of a checkpoint: exactly what {@link #base64} writes, else nothing. */
    public static Optional<Hash> ofBase64(String text) {
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        if (decoded.length != LENGTH) {
            return Optional.empty();
        }
        var hash = new Hash(decoded);
        // The decoder forgives missing padding and stray bits; two texts for one hash it may not be
        return hash.base64().equals(text) ? Optional.of(hash) : Optional.empty();
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** In standard base64 with padding (RFC 4648 §4). */
    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** In lower-case hex. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** Compares in a time that depends on no byte. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && MessageDigest.isEqual(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
