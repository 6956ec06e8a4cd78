package io.systemmanager.domain.operation;

import java.util.regex.Pattern;

/**
 * What policies and audit entries call an operation: the tool, and behind a dot its action.
 *
 * @param value such as {@code containers_list} or {@code containers_lifecycle.restart}
 */
public record OperationName(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z_]*(\\.[a-z]+)?");

    public OperationName {
        if (value.length() > 64 || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "an operation name reads noun_verb or noun_verb.action");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
