package io.systemmanager.domain.json;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 digest in lower-case hex.
 *
 * @param hex 64 characters
 */
public record Digest(String hex) {
    private static final int LENGTH = 64;
    private static final MessageDigest UNUSED = lookedUp();

    public Digest {
        boolean good = hex.length() == LENGTH;
        for (int i = 0; good && i < LENGTH; i++) { // made for every call: no pattern here
            char c = hex.charAt(i);
            good = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        }
        if (!good) {
            throw new IllegalArgumentException("not a SHA-256 digest");
        }
    }

    /** The digest of raw bytes. */
    public static Digest of(byte[] bytes) {
        return new Digest(HexFormat.of().formatHex(sha256().digest(bytes)));
    }

    /**
     * The digest of a value under a domain label, so that a digest made for one purpose never
     * equals one made for another: SHA-256(label ‖ LF ‖ canonical bytes).
     */
    public static Digest of(String label, Json value) {
        var sha256 = sha256();
        sha256.update((label + "\n").getBytes(StandardCharsets.UTF_8));
        return new Digest(HexFormat.of().formatHex(sha256.digest(CanonicalJson.bytes(value))));
    }

    /** A fresh SHA-256, which every Java platform must have. */
    public static MessageDigest sha256() {
        try {
            // A copy of one that was never used: looking the algorithm up takes longer than an
            // entry.
            return (MessageDigest) UNUSED.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 cannot be copied", e);
        }
    }

    private static MessageDigest lookedUp() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the platform lacks SHA-256", e);
        }
    }
}
