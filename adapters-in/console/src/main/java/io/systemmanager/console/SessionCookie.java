package io.systemmanager.console;

import io.javalin.http.Context;
import java.util.Optional;

/**
 * Carries a session's id. Its prefix makes browsers refuse it unless it came over TLS, from this
 * host itself and for all of it; scripts do not see it, and no other site's page sends it.
 */
final class SessionCookie {
    private static final String NAME = "__Host-systemmanager";
    private static final String RULES = "; Path=/; Secure; HttpOnly; SameSite=Strict";

    private SessionCookie() {}

    static Optional<String> of(Context context) {
        return Optional.ofNullable(context.cookie(NAME));
    }

    static void set(Context context, String id) {
        context.res().addHeader("Set-Cookie", NAME + "=" + id + RULES);
    }

    static void clear(Context context) {
        context.res().addHeader("Set-Cookie", NAME + "=; Max-Age=0" + RULES);
    }
}
