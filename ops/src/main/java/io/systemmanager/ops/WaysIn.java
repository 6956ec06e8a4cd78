package io.systemmanager.ops;

import io.systemmanager.application.CertificateCallers;
import io.systemmanager.application.OauthCallers;
import io.systemmanager.console.Console;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.port.HealthCheck;
import io.systemmanager.domain.port.IdentityProvider;
import io.systemmanager.http.Routes;
import io.systemmanager.mcp.RequestPage;
import io.systemmanager.mcpengine.Challenges;
import io.systemmanager.mcpengine.ProtectedResource;
import io.systemmanager.oauth.BrowserClient;
import io.systemmanager.oauth.OauthServer;
import io.systemmanager.oauth.TrustedIssuer;
import io.systemmanager.ops.policy.CertificateFile;
import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.settings.Settings;
import io.systemmanager.ops.settings.SettingsWrong;
import io.systemmanager.ops.state.StateFolder;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How agents can prove who they are besides this server's own tokens.
 *
 * @param oauth empty where no authorization server is trusted
 * @param certificates no grants where no authority of client certificates is configured
 */
record WaysIn(Optional<Oauth> oauth, CertificateCallers certificates) {
    private static final String NAME = "SystemManager";

    /**
     * An authorization server's tokens, and how clients find it.
     *
     * @param page where its people see what their agents wait for; empty where they are not signed
     *     in
     */
    record Oauth(
            OauthCallers callers,
            ProtectedResource resource,
            HealthCheck health,
            Optional<RequestPage> page) {}

    static WaysIn of(
            Settings settings,
            StateFolder state,
            InstantSource clock,
            Deque<AutoCloseable> opened) {
        var oauth = Optional.<Oauth>empty();
        if (settings.optional(Setting.OAUTH_ISSUER).isPresent()) {
            oauth = Optional.of(oauth(settings, clock, opened));
        }
        return new WaysIn(oauth, certificates(settings, state));
    }

    /** What a refused caller is told. */
    Challenges challenges() {
        return oauth.map(each -> each.resource().challenges()).orElseGet(Challenges::bare);
    }

    Optional<OauthCallers> callers() {
        return oauth.map(Oauth::callers);
    }

    /** Who tells which person sits in front of a browser. */
    Optional<IdentityProvider> people() {
        return callers().flatMap(OauthCallers::people);
    }

    Optional<RequestPage> page() {
        return oauth.flatMap(Oauth::page);
    }

    List<HealthCheck> checks() {
        return oauth.map(Oauth::health).stream().toList();
    }

    List<Routes> routes() {
        return oauth.<Routes>map(Oauth::resource).stream().toList();
    }

    private static Oauth oauth(
            Settings settings, InstantSource clock, Deque<AutoCloseable> opened) {
        var issuer = settings.text(Setting.OAUTH_ISSUER);
        var resource = settings.text(Setting.OAUTH_RESOURCE);
        var trusted =
                new TrustedIssuer(issuer, URI.create(settings.text(Setting.OAUTH_KEYS)), resource);
        var server = server(settings, trusted, clock);
        opened.push(server);
        var tokens = server.accessTokens();
        var scopes = settings.list(Setting.OAUTH_SCOPES);
        return new Oauth(
                new OauthCallers(
                        tokens,
                        scopes(scopes),
                        Set.copyOf(settings.list(Setting.OAUTH_ROLES)),
                        browser(settings).map(server::signIn)),
                new ProtectedResource(
                        URI.create(resource), issuer, scopes, settings.firstScopes(), NAME),
                tokens,
                browser(settings).map(_ -> page(settings.text(Setting.ADMIN_URL))));
    }

    private static Optional<BrowserClient> browser(Settings settings) {
        return settings.optional(Setting.OAUTH_CLIENT_ID)
                .map(id ->
                        new BrowserClient(
                                id,
                                URI.create(settings.text(Setting.OAUTH_AUTHORIZATION_ENDPOINT)),
                                URI.create(settings.text(Setting.OAUTH_TOKEN_ENDPOINT)),
                                URI.create(
                                        settings.text(Setting.ADMIN_URL)
                                                + Console.callbackPath())));
    }

    private static RequestPage page(String admin) {
        return request -> URI.create(admin + Console.requestPath(request));
    }

    private static OauthServer server(
            Settings settings, TrustedIssuer trusted, InstantSource clock) {
        var pause = Duration.ofSeconds(Long.parseLong(settings.text(Setting.OAUTH_KEYS_PAUSE)));
        return OauthServer.at(trusted, Trust.said(settings, Setting.OAUTH_AUTHORITY), pause, clock);
    }

    private static Set<Scope> scopes(List<String> names) {
        return names.stream()
                .flatMap(name -> Scope.named(name).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static CertificateCallers certificates(Settings settings, StateFolder state) {
        if (settings.optional(Setting.TLS_CLIENT_AUTHORITY).isEmpty()) {
            return new CertificateCallers(List.of());
        }
        var file = state.clientCertificates();
        return switch (CertificateFile.read(file)) {
            case CertificateFile.Loaded(var grants) -> new CertificateCallers(grants);
            case CertificateFile.Rejected(var problems) ->
                    throw new SettingsWrong(
                            problems.stream()
                                    .map(problem -> file.getFileName() + ": " + problem)
                                    .toList());
        };
    }
}
