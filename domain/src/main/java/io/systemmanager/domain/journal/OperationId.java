package io.systemmanager.domain.journal;

import java.util.regex.Pattern;

/**
 * Names an operation record.
 *
 * @param value {@code op_} and 26 characters of lower-case base 32: 128 random bits
 */
public record OperationId(String value) {
    private static final Pattern FORM = Pattern.compile("op_[a-z2-7]{26}");

    public OperationId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not an operation id");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
