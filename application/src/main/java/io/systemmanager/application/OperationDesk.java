package io.systemmanager.application;

/**
 * Where every operation is handed in, whoever sends it. There is no second way to the host.
 *
 * <p>Answers with a value whatever happens; never throws. Blocks while the operation runs, so it is
 * called on virtual threads. Thread-safe.
 */
@FunctionalInterface
public interface OperationDesk {
    Reply submit(Request request);
}
