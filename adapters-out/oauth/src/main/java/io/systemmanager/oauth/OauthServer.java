package io.systemmanager.oauth;

import io.systemmanager.domain.port.IdentityProvider;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * What this server needs of the one authorization server that it trusts: its access tokens are
 * judged, and its people signed in, by the same keys and over the same HTTP client. Thread-safe.
 */
public final class OauthServer implements AutoCloseable {
    private final TrustedIssuer trusted;
    private final AuthorizationHttp http;
    private final SigningKeys keys;
    private final InstantSource clock;

    private OauthServer(
            TrustedIssuer trusted, AuthorizationHttp http, SigningKeys keys, InstantSource clock) {
        this.trusted = trusted;
        this.http = http;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Its keys are fetched from where it publishes them, first in the background right away.
     *
     * @param tls knows whom to trust; empty for whom the platform trusts
     * @param pause between two fetches of the keys
     */
    public static OauthServer at(
            TrustedIssuer trusted, Optional<SSLContext> tls, Duration pause, InstantSource clock) {
        var http = new AuthorizationHttp(tls);
        var keys =
                new SigningKeys(
                        new KeyServer(trusted.keys(), http),
                        SigningKeys.Times.pausing(pause),
                        clock,
                        task -> Thread.ofVirtual().name("oauth-keys").start(task));
        keys.refresh();
        return new OauthServer(trusted, http, keys, clock);
    }

    /** Judges its access tokens. */
    public JwtAccessTokens accessTokens() {
        return new JwtAccessTokens(trusted, keys, clock);
    }

    /** Signs its people in, as that client of it. */
    public IdentityProvider signIn(BrowserClient client) {
        return new OidcSignIn(trusted.issuer(), client, new SignedTokens(keys), http, clock);
    }

    @Override
    public void close() {
        http.close();
    }
}
