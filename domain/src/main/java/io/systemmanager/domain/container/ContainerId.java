package io.systemmanager.domain.container;

import java.util.regex.Pattern;

/**
 * The id that a container keeps for its whole life.
 *
 * @param value 64 hex digits
 */
public record ContainerId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public ContainerId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a container id is 64 hex digits");
        }
    }

    /** The first twelve digits, as people write it. */
    public String shortForm() {
        return value.substring(0, 12);
    }
}
