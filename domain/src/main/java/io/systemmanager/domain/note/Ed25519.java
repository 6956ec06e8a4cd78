package io.systemmanager.domain.note;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Ed25519 (RFC 8032) of the platform, over raw keys of 32 bytes. */
public final class Ed25519 {

    /** The length of seeds and of public keys, in bytes. */
    static final int KEY_LENGTH = 32;

    /** What precedes a public key in its X.509 form; RFC 8410 §4. */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final byte[] PROBE = "probe".getBytes(StandardCharsets.US_ASCII);

    private Ed25519() {}

    /**
     * The pair that belongs to a seed.
     *
     * @throws IllegalArgumentException when the seed has another length
     */
    static KeyPair pair(byte[] seed) {
        if (seed.length != KEY_LENGTH) {
            throw new IllegalArgumentException("a seed has 32 bytes");
        }
        try {
            var generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Fixed(seed));
            var secret =
                    KeyFactory.getInstance("Ed25519")
                            .generatePrivate(
                                    new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
            return matching(generator.generateKeyPair().getPublic(), secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks Ed25519", e);
        }
    }

    /** The platform derives no public key from a seed; it generates one, so the two are tried. */
    private static KeyPair matching(PublicKey open, PrivateKey secret) {
        if (!verify(open, PROBE, sign(secret, PROBE))) {
            throw new IllegalStateException("the platform made another key than the seed's");
        }
        return new KeyPair(open, secret);
    }

    /** The 32 bytes of a public key. */
    static byte[] raw(PublicKey key) {
        var encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - KEY_LENGTH, encoded.length);
    }

    /** The public key of 32 bytes, unless they are no point on the curve. */
    public static Optional<PublicKey> publicKey(byte[] raw) {
        var encoded = Arrays.copyOf(X509, X509.length + raw.length);
        System.arraycopy(raw, 0, encoded, X509.length, raw.length);
        try {
            var key =
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(new X509EncodedKeySpec(encoded));
            verifier(key); // the factory does not look at the point
            return Arrays.equals(raw(key), raw) ? Optional.of(key) : Optional.empty();
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    static byte[] sign(PrivateKey key, byte[] message) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform cannot sign", e);
        }
    }

    /** Whether it is a signature of that key under the message; false for any other bytes. */
    public static boolean verify(PublicKey key, byte[] message, byte[] signature) {
        try {
            var verifier = verifier(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException | InvalidKeyException _) {
            return false; // a wrong length or encoding
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks Ed25519", e);
        }
    }

    private static Signature verifier(PublicKey key) throws GeneralSecurityException {
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(key);
        return verifier;
    }

    /** Gives the generator the seed that it would else draw. */
    private static final class Fixed extends SecureRandom {
        private static final long serialVersionUID = 1L; // the platform's type asks for it

        private final byte[] seed;

        Fixed(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
