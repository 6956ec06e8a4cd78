package io.systemmanager.contract.port;

import io.systemmanager.contract.fixture.AuthorizationServer;
import io.systemmanager.domain.port.AccessTokens;
import io.systemmanager.oauth.OauthServer;
import io.systemmanager.oauth.TrustedIssuer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

class JwtAccessTokensTest implements AccessTokensContract {
    private final AuthorizationServer authority = AuthorizationServer.start();
    private Optional<OauthServer> server = Optional.empty();

    @AfterEach
    void stop() {
        server.ifPresent(OauthServer::close);
        authority.close();
    }

    @Override
    public AccessTokens tokens() {
        var made = server.orElseGet(this::open);
        server = Optional.of(made);
        return made.accessTokens();
    }

    private OauthServer open() {
        return OauthServer.at(
                new TrustedIssuer(
                        authority.issuer(), authority.keys(), AuthorizationServer.RESOURCE),
                Optional.empty(),
                Duration.ofSeconds(1),
                InstantSource.system());
    }

    @Override
    public String token(String subject, String scopes, Instant end) {
        return authority.token(claims ->
                claims.subject(subject)
                        .claim("scope", scopes)
                        .issueTime(null)
                        .expirationTime(Date.from(end)));
    }

    @Override
    public String tokenForAnother(String subject, Instant end) {
        return authority.token(claims ->
                claims.subject(subject)
                        .audience("https://another.example/mcp")
                        .expirationTime(Date.from(end)));
    }

    @Override
    public void loseTheAuthorizationServer() {
        authority.publish(500, "");
    }
}
