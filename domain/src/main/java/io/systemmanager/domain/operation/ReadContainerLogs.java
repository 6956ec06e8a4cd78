package io.systemmanager.domain.operation;

import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.LogQuery;

/** Reads the end of a container's log. */
public record ReadContainerLogs(ContainerRef container, LogQuery query) implements ReadOperation {}
