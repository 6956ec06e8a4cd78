package io.systemmanager.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;

/**
 * The published keys that can verify an access token: public RSA keys of at least 2048 bits and EC
 * keys on P-256, with an id, not meant for encryption. What else the set holds is left out.
 */
record KeySet(List<JWK> keys) {
    private static final int MOST = 50;
    private static final int RSA_BITS = 2048;

    KeySet {
        keys = List.copyOf(keys);
    }

    /**
     * Reads a JWK set (RFC 7517).
     *
     * @throws ParseException when it is none, holds no key for us or more than 50 keys
     */
    static KeySet parse(String text) throws ParseException {
        JWKSet set;
        try {
            set = JWKSet.parse(text);
        } catch (RuntimeException broken) { // the parser has more than one way to choke
            throw new ParseException("it cannot be read: " + broken, 0);
        }
        if (set.size() > MOST) {
            throw new ParseException("more than " + MOST + " keys", 0);
        }
        var usable = set.getKeys().stream().filter(KeySet::isForUs).map(JWK::toPublicJWK).toList();
        if (usable.isEmpty()) {
            throw new ParseException("no RSA or P-256 key with an id", 0);
        }
        return new KeySet(usable);
    }

    boolean has(String id) {
        return keys.stream().anyMatch(key -> id.equals(key.getKeyID()));
    }

    /** What verifies signatures of that algorithm; empty when no key of that id is for it. */
    Optional<JWSVerifier> verifier(String id, JWSAlgorithm algorithm) {
        return keys.stream()
                .filter(key -> id.equals(key.getKeyID()))
                .filter(key -> key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm))
                .flatMap(key -> verifier(key, algorithm).stream())
                .findFirst();
    }

    private static Optional<JWSVerifier> verifier(JWK key, JWSAlgorithm algorithm) {
        boolean elliptic = algorithm.equals(JWSAlgorithm.ES256);
        try {
            return switch (key) {
                case ECKey ec when elliptic -> Optional.of(new ECDSAVerifier(ec));
                case RSAKey rsa when !elliptic -> Optional.of(new RSASSAVerifier(rsa));
                default -> Optional.empty();
            };
        } catch (JOSEException unusable) {
            return Optional.empty();
        }
    }

    private static boolean isForUs(JWK key) {
        boolean signs = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
        return signs
                && key.getKeyID() != null
                && switch (key) {
                    case RSAKey rsa -> rsa.size() >= RSA_BITS;
                    case ECKey ec -> ec.getCurve().equals(Curve.P_256);
                    default -> false;
                };
    }
}
