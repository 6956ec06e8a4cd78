package io.systemmanager.domain.sshsig;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;

/** ECDSA on the curve P-256, by RFC 5656. */
record EcdsaKey(PublicKey key) implements KeyKind {
    static final String TYPE = "ecdsa-sha2-nistp256";
    private static final String CURVE = "nistp256";
    private static final ECParameterSpec P256 = p256();
    private static final int LENGTH = 32;
    private static final byte UNCOMPRESSED = 4;

    static EcdsaKey read(SshReader reader) {
        boolean known = reader.text().equals(CURVE);
        var raw = reader.string();
        if (!known || raw.length != 1 + 2 * LENGTH || raw[0] != UNCOMPRESSED) {
            throw new IllegalArgumentException("it is no key on P-256");
        }
        var point =
                new ECPoint(
                        new BigInteger(1, Arrays.copyOfRange(raw, 1, 1 + LENGTH)),
                        new BigInteger(1, Arrays.copyOfRange(raw, 1 + LENGTH, raw.length)));
        if (!liesOnTheCurve(point)) {
            throw new IllegalArgumentException("it is no point on P-256");
        }
        try {
            return new EcdsaKey(
                    KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, P256)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("it is no key on P-256", e);
        }
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public boolean verifies(String algorithm, SshReader signature, byte[] message) {
        var numbers = new SshReader(signature.string());
        signature.end();
        var r = numbers.positive();
        var s = numbers.positive();
        numbers.end();
        return algorithm.equals(TYPE)
                && r.compareTo(P256.getOrder()) < 0
                && s.compareTo(P256.getOrder()) < 0
                && Platform.verifies("SHA256withECDSAinP1363Format", key, message, joined(r, s));
    }

    private static byte[] joined(BigInteger r, BigInteger s) {
        var joined = new byte[2 * LENGTH];
        place(r, joined, LENGTH);
        place(s, joined, 2 * LENGTH);
        return joined;
    }

    private static void place(BigInteger number, byte[] into, int end) {
        var raw = number.toByteArray();
        int length = Math.min(raw.length, LENGTH); // a leading zero says only that it is positive
        System.arraycopy(raw, raw.length - length, into, end - length, length);
    }

    /** The platform's key factory does not look: y² = x³ + ax + b. */
    private static boolean liesOnTheCurve(ECPoint point) {
        var prime = ((ECFieldFp) P256.getCurve().getField()).getP();
        var x = point.getAffineX();
        var y = point.getAffineY();
        var right =
                x.modPow(BigInteger.valueOf(3), prime)
                        .add(P256.getCurve().getA().multiply(x))
                        .add(P256.getCurve().getB())
                        .mod(prime);
        return x.compareTo(prime) < 0
                && y.compareTo(prime) < 0
                && y.multiply(y).mod(prime).equals(right);
    }

    private static ECParameterSpec p256() {
        try {
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks P-256", e);
        }
    }
}
