package io.systemmanager.contract.server;

import io.systemmanager.contract.fixture.AuthorizationServer;
import io.systemmanager.contract.fixture.Logins;
import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.settings.Settings;
import java.util.Map;

/** A server whose people an authorization server signs in, for the page of their requests. */
public final class PeopleSignedIn {
    /** How their browsers reach the console, as the settings say. */
    public static final String CONSOLE = "https://manager.example:8444";

    private PeopleSignedIn() {}

    /** Starts one. */
    public static RunningServer by(AuthorizationServer authority) {
        return RunningServer.start(settings -> settings(authority, settings));
    }

    static Settings settings(AuthorizationServer authority, Settings settings) {
        return OauthTest.trusting(authority, settings)
                .with(
                        Map.of(
                                Setting.ADMIN_URL,
                                CONSOLE,
                                Setting.OAUTH_CLIENT_ID,
                                Logins.CLIENT,
                                Setting.OAUTH_AUTHORIZATION_ENDPOINT,
                                authority.logins().authorizationEndpoint().toString(),
                                Setting.OAUTH_TOKEN_ENDPOINT,
                                authority.logins().tokenEndpoint().toString()));
    }

    /** An access token with which that person's agent asks for changes. */
    public static String token(AuthorizationServer authority, String person) {
        return authority.token(
                claims -> claims.subject(person).claim("scope", "docker:read docker:operate"));
    }
}
