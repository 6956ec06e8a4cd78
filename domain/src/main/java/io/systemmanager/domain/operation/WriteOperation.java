package io.systemmanager.domain.operation;

/** Changes something on the host. */
public sealed interface WriteOperation extends Operation permits ChangeContainerState {}
