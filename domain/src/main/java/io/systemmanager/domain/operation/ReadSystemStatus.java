package io.systemmanager.domain.operation;

import io.systemmanager.domain.host.HostSection;
import java.util.Set;

/** Reads the host's figures. */
public record ReadSystemStatus(Set<HostSection> sections) implements ReadOperation {
    public ReadSystemStatus {
        sections = Set.copyOf(sections);
        if (sections.isEmpty()) {
            throw new IllegalArgumentException("at least one section");
        }
    }
}
