package io.systemmanager.domain.container;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The parts in which a container is looked at. */
public enum ContainerSection {
    SUMMARY,
    CONFIG,
    ENV,
    MOUNTS,
    NETWORK,
    HEALTH,
    RESOURCES,
    LABELS;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ContainerSection> named(String wireName) {
        return Arrays.stream(values()).filter(each -> each.wireName().equals(wireName)).findFirst();
    }
}
