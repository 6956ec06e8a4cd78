package io.systemmanager.domain.host;

import java.util.regex.Pattern;

/**
 * Names a host for good, without giving its machine id away.
 *
 * @param value 32 hex digits, derived from the machine id for this application only
 */
public record HostId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    public HostId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a host id is 32 hex digits");
        }
    }
}
