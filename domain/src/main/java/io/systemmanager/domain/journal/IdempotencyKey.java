package io.systemmanager.domain.journal;

import java.util.regex.Pattern;

/**
 * A caller's own name for one intended change: the same key never acts twice.
 *
 * @param value 8 to 64 visible ASCII characters
 */
public record IdempotencyKey(String value) {
    private static final Pattern FORM = Pattern.compile("[!-~]{8,64}");

    public IdempotencyKey {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "idempotency_key is 8 to 64 visible ASCII characters");
        }
    }
}
