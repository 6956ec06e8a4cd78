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
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.port.AccessTokens;
import io.systemmanager.domain.port.HealthCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Access tokens in the form of signed JWTs (RFC 9068), judged by the keys that the authorization
 * server publishes. Keys named or carried by a token itself are not looked at. Thread-safe.
 */
public final class JwtAccessTokens implements AccessTokens, HealthCheck, AutoCloseable {
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);
    private static final Set<JOSEObjectType> TYPES =
            Set.of(
                    new JOSEObjectType("at+jwt"),
                    new JOSEObjectType("application/at+jwt"),
                    JOSEObjectType.JWT);
    private static final int LONGEST = 16_384;
    private static final int ID_DIGITS = 8;

    private final TrustedIssuer trusted;
    private final SigningKeys keys;
    private final InstantSource clock;
    private final Runnable end;

    /**
     * @param end closes what fetches the keys
     */
    JwtAccessTokens(TrustedIssuer trusted, SigningKeys keys, InstantSource clock, Runnable end) {
        this.trusted = trusted;
        this.keys = keys;
        this.clock = clock;
        this.end = end;
    }

    /**
     * Judges by keys that are fetched from where the issuer publishes them, first in the background
     * right away.
     *
     * @param authority PEM file with the authorities that signed the certificate of that place;
     *     empty for those that the platform trusts
     * @param pause between two fetches
     * @throws GeneralSecurityException when the file holds no certificates
     */
    public static JwtAccessTokens of(
            TrustedIssuer trusted, Optional<Path> authority, Duration pause, InstantSource clock)
            throws IOException, GeneralSecurityException {
        var server = new KeyServer(trusted.keys(), authority);
        var keys =
                new SigningKeys(
                        server,
                        SigningKeys.Times.pausing(pause),
                        clock,
                        task -> Thread.ofVirtual().name("oauth-keys").start(task));
        keys.refresh();
        return new JwtAccessTokens(trusted, keys, clock, server::close);
    }

    @Override
    public Judgement judge(String token) {
        if (token.length() > LONGEST || !isCompact(token)) {
            return new Judgement.Bad(Flaw.MALFORMED);
        }
        try {
            var header = Header.parse(new Base64URL(token.substring(0, token.indexOf('.'))));
            return header instanceof JWSHeader signed && ALGORITHMS.contains(signed.getAlgorithm())
                    ? judge(token, signed)
                    : new Judgement.Bad(Flaw.ALGORITHM_REFUSED);
        } catch (ParseException | IllegalArgumentException e) {
            return new Judgement.Bad(Flaw.MALFORMED);
        }
    }

    /**
     * Three parts in base64url, each the only way to write its bytes (RFC 7515 §2, §7.1): else one
     * token could be shown in many forms, and what is known by its hash would pass under another.
     */
    private static boolean isCompact(String token) {
        var parts = token.split("\\.", -1);
        return parts.length == 3 && Arrays.stream(parts).allMatch(JwtAccessTokens::isCanonical);
    }

    private static boolean isCanonical(String part) {
        try {
            var bytes = Base64.getUrlDecoder().decode(part);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part);
        } catch (IllegalArgumentException outsideTheAlphabet) {
            return false;
        }
    }

    private Judgement judge(String token, JWSHeader header) throws ParseException {
        if (header.getType() == null || !TYPES.contains(header.getType())) {
            return new Judgement.Bad(Flaw.WRONG_TYPE);
        }
        var id = header.getKeyID();
        if (id == null) {
            return new Judgement.Bad(Flaw.UNKNOWN_KEY);
        }
        return switch (keys.find(id)) {
            case SigningKeys.Found.Unavailable(var wait) -> new Judgement.CannotJudge(wait);
            case SigningKeys.Found.Unknown() -> new Judgement.Bad(Flaw.UNKNOWN_KEY);
            case SigningKeys.Found.Known(var found) -> {
                var verifier = found.verifier(id, header.getAlgorithm());
                yield verifier.isPresent()
                        ? judge(token, verifier.get())
                        : new Judgement.Bad(Flaw.WRONG_KEY_TYPE);
            }
        };
    }

    private Judgement judge(String token, JWSVerifier verifier) throws ParseException {
        var jwt = SignedJWT.parse(token);
        if (!isSigned(jwt, verifier)) {
            return new Judgement.Bad(Flaw.WRONG_SIGNATURE);
        }
        var claims = new Claims(jwt.getJWTClaimsSet());
        return claims.flaw(trusted, clock.instant())
                .<Judgement>map(Judgement.Bad::new)
                .orElseGet(() ->
                        new Judgement.Good(
                                claims.subject().orElseThrow(),
                                claims.scopes(),
                                id(token),
                                claims.until()));
    }

    private static boolean isSigned(SignedJWT jwt, JWSVerifier verifier) {
        try {
            return jwt.verify(verifier);
        } catch (JOSEException unusable) {
            return false; // a signature that is not even of the form
        }
    }

    private static CredentialId id(String token) {
        var hash = Digest.of(token.getBytes(StandardCharsets.US_ASCII)).hex();
        return new CredentialId(CredentialId.Kind.OAUTH, hash.substring(0, ID_DIGITS));
    }

    @Override
    public String subsystem() {
        return "oauth";
    }

    @Override
    public Optional<Fault> check(Duration within) {
        return keys.failing()
                ? Optional.of(Fault.of(FaultCode.KEYS_UNAVAILABLE))
                : Optional.empty();
    }

    @Override
    public void close() {
        end.run();
    }
}
