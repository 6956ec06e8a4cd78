package io.systemmanager.domain.operation;

import io.systemmanager.domain.container.ContainerQuery;

/** Lists containers. */
public record ListContainers(ContainerQuery query) implements ReadOperation {}
