package io.systemmanager.domain.note;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that seals a checkpoint in each commit, cheaper than a signature: whoever edits the
 * database without the epoch's seed cannot make the seal of another state. It proves nothing to
 * those who lack the seed; that is what signed notes are for.
 *
 * <p>Seal = HMAC-SHA256(K, checkpoint text), K = HMAC-SHA256(epoch seed, "sm/audit/seal/v1").
 * Immutable and thread-safe; it never prints its secret.
 */
public final class SealKey {

    /** The length of a seal, in bytes. */
    public static final int SEAL_LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] LABEL = "sm/audit/seal/v1".getBytes(StandardCharsets.US_ASCII);

    private final SecretKeySpec key;

    private SealKey(SecretKeySpec key) {
        this.key = key;
    }

    /**
     * The key of an epoch.
     *
     * @param seed the 32 secret bytes of the epoch's signing key
     * @throws IllegalArgumentException when the length is wrong
     */
    public static SealKey ofEpochSeed(byte[] seed) {
        if (seed.length != Ed25519.KEY_LENGTH) {
            throw new IllegalArgumentException("a seed has 32 bytes");
        }
        var derived = mac(new SecretKeySpec(seed, ALGORITHM), LABEL);
        return new SealKey(new SecretKeySpec(derived, ALGORITHM));
    }

    /** The seal of a checkpoint. */
    public byte[] seal(Checkpoint checkpoint) {
        return mac(key, checkpoint.text().getBytes(StandardCharsets.UTF_8));
    }

    /** Whether these bytes seal the checkpoint; compares in a time that depends on no byte. */
    public boolean matches(Checkpoint checkpoint, byte[] seal) {
        return MessageDigest.isEqual(seal(checkpoint), seal);
    }

    private static byte[] mac(SecretKeySpec key, byte[] message) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks HMAC-SHA256", e);
        }
    }

    @Override
    public String toString() {
        return "SealKey";
    }
}
