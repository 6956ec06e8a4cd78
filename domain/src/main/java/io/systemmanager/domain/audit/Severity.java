package io.systemmanager.domain.audit;

import java.util.Locale;

/** How much an entry wants to be looked at. */
public enum Severity {
    INFO,
    NOTICE,
    WARN,
    CRIT;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
