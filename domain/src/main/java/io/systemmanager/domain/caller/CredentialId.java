package io.systemmanager.domain.caller;

import java.util.regex.Pattern;

/**
 * Names a credential without giving it away: the first 8 hex digits of the SHA-256 of the secret.
 *
 * @param value 8 hex digits
 */
public record CredentialId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}");

    public CredentialId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a credential id is 8 hex digits");
        }
    }
}
