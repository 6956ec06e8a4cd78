package io.systemmanager.domain.trail;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The words for outcomes in entries. */
public enum EntryStatus {
    OK,
    FAILED,
    ROLLED_BACK,
    UNKNOWN,
    DENIED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<EntryStatus> named(String wireName) {
        return Arrays.stream(values()).filter(each -> each.wireName().equals(wireName)).findFirst();
    }
}
