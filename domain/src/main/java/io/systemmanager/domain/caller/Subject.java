package io.systemmanager.domain.caller;

import java.util.regex.Pattern;

/**
 * The stable name of a principal, as it stands in policy and audit: {@code agent:build-bot}.
 *
 * @param value kind, colon, name; at most 128 characters
 */
public record Subject(String value) {
    private static final Pattern FORM =
            Pattern.compile("(agent|operator|monitor|system):[A-Za-z0-9][A-Za-z0-9._@-]{0,99}");

    public Subject {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a subject reads kind:name, with letters, digits, dots, dashes, underscores");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
