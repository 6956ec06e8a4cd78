package io.systemmanager.oauth;

import com.nimbusds.jose.JOSEObjectType;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.port.AccessTokens;
import io.systemmanager.domain.port.HealthCheck;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Access tokens in the form of signed JWTs (RFC 9068), judged by the keys that the authorization
 * server publishes. Thread-safe.
 */
public final class JwtAccessTokens implements AccessTokens, HealthCheck {
    private static final Set<JOSEObjectType> TYPES =
            Set.of(
                    new JOSEObjectType("at+jwt"),
                    new JOSEObjectType("application/at+jwt"),
                    JOSEObjectType.JWT);

    private final TrustedIssuer trusted;
    private final SigningKeys keys;
    private final SignedTokens tokens;
    private final InstantSource clock;

    JwtAccessTokens(TrustedIssuer trusted, SigningKeys keys, InstantSource clock) {
        this.trusted = trusted;
        this.keys = keys;
        this.tokens = new SignedTokens(keys);
        this.clock = clock;
    }

    @Override
    public Judgement judge(String token) {
        return switch (tokens.read(token, type -> type.filter(TYPES::contains).isPresent())) {
            case SignedTokens.Reading.Flawed(var flaw) -> new Judgement.Bad(flaw);
            case SignedTokens.Reading.Undecided(var wait) -> new Judgement.CannotJudge(wait);
            case SignedTokens.Reading.Signed(var claims) -> judge(token, claims);
        };
    }

    private Judgement judge(String token, Claims claims) {
        return claims.flaw(trusted.issuer(), trusted.resource(), clock.instant())
                .<Judgement>map(Judgement.Bad::new)
                .orElseGet(() ->
                        new Judgement.Good(
                                claims.subject().orElseThrow(),
                                claims.scopes(),
                                SignedTokens.id(token),
                                claims.until()));
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
}
