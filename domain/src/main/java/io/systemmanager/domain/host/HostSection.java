package io.systemmanager.domain.host;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The parts in which a host is looked at. */
public enum HostSection {
    HOST,
    CPU,
    MEMORY,
    DISK,
    SERVER;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }

    public static Optional<HostSection> named(String wireName) {
        return Arrays.stream(values()).filter(each -> each.wireName().equals(wireName)).findFirst();
    }
}
