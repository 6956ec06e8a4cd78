package io.systemmanager.domain.container;

import java.util.regex.Pattern;

/**
 * A container as a caller names it: a name, or an id or the beginning of one.
 *
 * @param value letters, digits, {@code _ . -}; begins with a letter or digit; at most 128
 *     characters. This form cannot leave the path segment of an Engine API call.
 */
public record ContainerRef(String value) {
    private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}");

    public ContainerRef {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "not a container name or id: letters, digits, '_', '.', '-', at most 128");
        }
    }
}
