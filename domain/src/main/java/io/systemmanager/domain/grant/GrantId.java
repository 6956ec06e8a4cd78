package io.systemmanager.domain.grant;

import java.util.regex.Pattern;

/**
 * Names a standing grant. It is no secret and gives no right.
 *
 * @param value {@code grt_} and 26 characters of lower-case base 32: 128 random bits
 */
public record GrantId(String value) {
    private static final Pattern FORM = Pattern.compile("grt_[a-z2-7]{26}");

    public GrantId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not the id of a grant");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
