package io.systemmanager.oauth;

import com.nimbusds.jose.Header;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.port.AccessTokens.Flaw;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Signed JWTs, judged by the keys that the authorization server publishes: RS256, PS256 or ES256.
 * Keys named or carried by a token itself are not looked at. Thread-safe.
 */
record SignedTokens(SigningKeys keys) {
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);
    private static final int LONGEST = 16_384;
    private static final int ID_DIGITS = 8;

    /** What is known of a token by its signature. */
    sealed interface Reading {
        /** That server signed it, and it says so. */
        record Signed(Claims claims) implements Reading {}

        /** It is good for nothing. */
        record Flawed(Flaw flaw) implements Reading {}

        /** The keys cannot be had. */
        record Undecided(Duration retryAfter) implements Reading {}
    }

    /**
     * Reads one.
     *
     * @param type whether that is its type; empty where it says none
     */
    Reading read(String token, Predicate<Optional<JOSEObjectType>> type) {
        if (token.length() > LONGEST || !isCompact(token)) {
            return new Reading.Flawed(Flaw.MALFORMED);
        }
        try {
            var header = Header.parse(new Base64URL(token.substring(0, token.indexOf('.'))));
            return header instanceof JWSHeader signed && ALGORITHMS.contains(signed.getAlgorithm())
                    ? read(token, signed, type)
                    : new Reading.Flawed(Flaw.ALGORITHM_REFUSED);
        } catch (ParseException | IllegalArgumentException e) {
            return new Reading.Flawed(Flaw.MALFORMED);
        }
    }

    /** Names it without giving it away. */
    static CredentialId id(String token) {
        var hash = Digest.of(token.getBytes(StandardCharsets.US_ASCII)).hex();
        return new CredentialId(CredentialId.Kind.OAUTH, hash.substring(0, ID_DIGITS));
    }

    /**
     * Three parts in base64url, each the only way to write its bytes (RFC 7515 §2, §7.1): else one
     * token could be shown in many forms, and what is known by its hash would pass under another.
     */
    private static boolean isCompact(String token) {
        var parts = token.split("\\.", -1);
        return parts.length == 3 && Arrays.stream(parts).allMatch(SignedTokens::isCanonical);
    }

    private static boolean isCanonical(String part) {
        try {
            var bytes = Base64.getUrlDecoder().decode(part);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part);
        } catch (IllegalArgumentException outsideTheAlphabet) {
            return false;
        }
    }

    private Reading read(String token, JWSHeader header, Predicate<Optional<JOSEObjectType>> type)
            throws ParseException {
        if (!type.test(Optional.ofNullable(header.getType()))) {
            return new Reading.Flawed(Flaw.WRONG_TYPE);
        }
        var id = header.getKeyID();
        if (id == null) {
            return new Reading.Flawed(Flaw.UNKNOWN_KEY);
        }
        return switch (keys.find(id)) {
            case SigningKeys.Found.Unavailable(var wait) -> new Reading.Undecided(wait);
            case SigningKeys.Found.Unknown() -> new Reading.Flawed(Flaw.UNKNOWN_KEY);
            case SigningKeys.Found.Known(var found) -> {
                var verifier = found.verifier(id, header.getAlgorithm());
                yield verifier.isPresent()
                        ? read(token, verifier.get())
                        : new Reading.Flawed(Flaw.WRONG_KEY_TYPE);
            }
        };
    }

    private static Reading read(String token, JWSVerifier verifier) throws ParseException {
        var jwt = SignedJWT.parse(token);
        return isSigned(jwt, verifier)
                ? new Reading.Signed(new Claims(jwt.getJWTClaimsSet()))
                : new Reading.Flawed(Flaw.WRONG_SIGNATURE);
    }

    private static boolean isSigned(SignedJWT jwt, JWSVerifier verifier) {
        try {
            return jwt.verify(verifier);
        } catch (JOSEException unusable) {
            return false; // a signature that is not even of the form
        }
    }
}
