package io.systemmanager.domain.audit;

import java.util.Locale;

/** How much an entry wants to be looked at. */
public enum Severity {
    INFO,
    NOTICE,
    WARN,
    CRIT;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }
}
