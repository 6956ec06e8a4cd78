package io.systemmanager.domain.operation;

import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.ContainerSection;
import java.util.Set;

/** Looks at one container. */
public record GetContainer(ContainerRef container, Set<ContainerSection> sections)
        implements ReadOperation {
    public GetContainer {
        sections = Set.copyOf(sections);
        if (sections.isEmpty()) {
            throw new IllegalArgumentException("at least one section");
        }
    }
}
