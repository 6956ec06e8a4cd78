package io.systemmanager.console;

import io.javalin.http.Context;
import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.port.IdentityProvider;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a browser keeps while its person is at the authorization server, so that this server keeps
 * nothing. {@code Lax}: the way back begins on another site. It proves nothing of anybody.
 *
 * @param request for which they were asked who they are
 */
record AttemptCookie(IdentityProvider.Attempt attempt, ApprovalId request) {
    private static final String NAME = "__Host-systemmanager-request";
    private static final String RULES = "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=";
    private static final int SECONDS = 600;
    private static final Pattern DOT = Pattern.compile("\\.");

    static Optional<AttemptCookie> of(Context context) {
        return Optional.ofNullable(context.cookie(NAME)).flatMap(AttemptCookie::read);
    }

    static void set(Context context, AttemptCookie cookie) {
        var attempt = cookie.attempt();
        var value =
                String.join(
                        ".",
                        attempt.state(),
                        attempt.nonce(),
                        attempt.verifier(),
                        cookie.request().value());
        add(context, value + RULES + SECONDS);
    }

    static void clear(Context context) {
        add(context, RULES + 0);
    }

    /** Whether the way back belongs to it. */
    boolean hasState(Context context) {
        var state = Optional.ofNullable(context.queryParam("state")).orElse("");
        return MessageDigest.isEqual(bytes(state), bytes(attempt.state()));
    }

    private static Optional<AttemptCookie> read(String value) {
        var parts = DOT.split(value, 5);
        if (parts.length != 4) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new AttemptCookie(
                            new IdentityProvider.Attempt(parts[0], parts[1], parts[2]),
                            new ApprovalId(parts[3])));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static void add(Context context, String value) {
        context.res().addHeader("Set-Cookie", NAME + "=" + value);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
