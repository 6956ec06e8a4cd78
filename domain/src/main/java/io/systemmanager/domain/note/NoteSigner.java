package io.systemmanager.domain.note;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;

/**
 * The private half of a note's key: signs with Ed25519 (RFC 8032), which needs no randomness.
 * Immutable and thread-safe; it never prints its secret. The platform cannot wipe such a key from
 * memory: whoever destroys a seed drops the signer too.
 */
public final class NoteSigner {
    private final PrivateKey secret;
    private final VerifierKey verifier;

    private NoteSigner(PrivateKey secret, VerifierKey verifier) {
        this.secret = secret;
        this.verifier = verifier;
    }

    /**
     * The signer of a seed under a name.
     *
     * @param seed 32 secret bytes, of which the signer keeps a copy
     * @throws IllegalArgumentException when the name or the length is wrong
     */
    public static NoteSigner ofSeed(String name, byte[] seed) {
        var pair = Ed25519.pair(seed);
        return new NoteSigner(pair.getPrivate(), VerifierKey.of(name, pair.getPublic()));
    }

    /** The public half. */
    public VerifierKey verifier() {
        return verifier;
    }

    /** The signature line over a note's text. */
    NoteSignature sign(String text) {
        var signature = Ed25519.sign(secret, text.getBytes(StandardCharsets.UTF_8));
        return NoteSignature.of(verifier, signature);
    }

    @Override
    public String toString() {
        return "NoteSigner[" + verifier + "]";
    }
}
