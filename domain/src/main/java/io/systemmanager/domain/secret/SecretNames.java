package io.systemmanager.domain.secret;

import java.util.List;
import java.util.Locale;

/** Tells by its name whether a setting holds a secret. Errs towards secret. */
public final class SecretNames {
    private static final List<String> WORDS =
            List.of(
                    "pass",
                    "pwd",
                    "secret",
                    "token",
                    "key",
                    "credential",
                    "auth",
                    "private",
                    "cert",
                    "dsn",
                    "session",
                    "salt",
                    "signature",
                    "connection_string",
                    "database_url");

    private SecretNames() {}

    public static boolean looksSecret(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        for (var word : WORDS) { // no stream: asked of every argument of every call
            if (lower.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
