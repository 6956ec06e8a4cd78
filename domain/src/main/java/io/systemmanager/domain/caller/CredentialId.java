package io.systemmanager.domain.caller;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names a credential without giving it away: the first 8 hex digits of the SHA-256 of the secret,
 * of the access token's text, or of the certificate.
 *
 * @param kind what kind of credential it is
 * @param value 8 hex digits
 */
public record CredentialId(Kind kind, String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}");

    /** The ways in which a caller can prove who it is. */
    public enum Kind {
        /** A token that this server made. */
        TOKEN,
        /** An access token of the authorization server. */
        OAUTH,
        /** A TLS client certificate. */
        CERTIFICATE;

        private final String wireName = name().toLowerCase(Locale.ROOT);

        /** The name in audit entries. */
        public String wireName() {
            return wireName;
        }
    }

    public CredentialId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a credential id is 8 hex digits");
        }
    }

    /** The id of a token that this server made. */
    public CredentialId(String value) {
        this(Kind.TOKEN, value);
    }
}
