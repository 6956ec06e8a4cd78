package io.systemmanager.domain.sshsig;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;

/** RSA by RFC 8332; SHA-1 is not taken. */
record RsaKey(PublicKey key, int length) implements KeyKind {
    static final String TYPE = "ssh-rsa";
    private static final int LEAST_BITS = 3_072;
    private static final int MOST_BITS = 8_192;
    private static final int MOST_EXPONENT_BITS = 64;

    static RsaKey read(SshReader reader) {
        BigInteger exponent = reader.positive();
        BigInteger modulus = reader.positive();
        int bits = modulus.bitLength();
        if (bits < LEAST_BITS || bits > MOST_BITS) {
            throw new IllegalArgumentException("an RSA key has 3072 to 8192 bits");
        }
        boolean odd = exponent.testBit(0) && modulus.testBit(0);
        if (!odd || exponent.equals(BigInteger.ONE) || exponent.bitLength() > MOST_EXPONENT_BITS) {
            throw new IllegalArgumentException("it is no good RSA key");
        }
        try {
            var key =
                    KeyFactory.getInstance("RSA")
                            .generatePublic(new RSAPublicKeySpec(modulus, exponent));
            return new RsaKey(key, (bits + Byte.SIZE - 1) / Byte.SIZE);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("it is no good RSA key", e);
        }
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public boolean verifies(String algorithm, SshReader signature, byte[] message) {
        var value = signature.string();
        signature.end();
        return value.length == length
                && switch (algorithm) {
                    case "rsa-sha2-256" -> Platform.verifies("SHA256withRSA", key, message, value);
                    case "rsa-sha2-512" -> Platform.verifies("SHA512withRSA", key, message, value);
                    default -> false;
                };
    }
}
