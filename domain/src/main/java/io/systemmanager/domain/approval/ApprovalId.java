package io.systemmanager.domain.approval;

import java.util.regex.Pattern;

/**
 * Names an approval. It is no secret and gives no right: whoever shows it is checked all the same.
 *
 * @param value {@code apr_} and 26 characters of lower-case base 32: 128 random bits
 */
public record ApprovalId(String value) {
    private static final Pattern FORM = Pattern.compile("apr_[a-z2-7]{26}");

    public ApprovalId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not an approval id");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
