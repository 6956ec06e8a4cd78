package io.systemmanager.domain.operation;

import io.systemmanager.domain.journal.OperationId;

/**
 * Takes an own operation back that waits for people. It touches no host: what it changes is whether
 * something will be done.
 */
public record UndoOperation(OperationId id) implements Operation {}
