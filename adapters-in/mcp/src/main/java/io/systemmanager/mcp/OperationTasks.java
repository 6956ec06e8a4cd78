package io.systemmanager.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.application.OwnOperations;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.mcpengine.Task;
import io.systemmanager.mcpengine.Tasks;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Operations as tasks: the task is the operation record, and its id the operation's, which has 128
 * random bits. So a task outlives the connection, the session and the process. Only its own
 * operations are a caller's tasks. Thread-safe.
 */
final class OperationTasks implements Tasks<Caller.Agent> {
    private static final Duration POLL = Duration.ofSeconds(2);

    private final OwnOperations own;
    private final LogWitness witness;

    OperationTasks(OwnOperations own, LogWitness witness) {
        this.own = own;
        this.witness = witness;
    }

    @Override
    public Optional<Task> find(Caller.Agent caller, String id) {
        return record(caller, id).map(operation -> task(operation, state(operation)));
    }

    /** No operation asks anything yet, so there is nothing to answer. */
    @Override
    public boolean answer(Caller.Agent caller, String id, Map<String, ObjectNode> answers) {
        return record(caller, id).isPresent();
    }

    /**
     * Takes back what waits for people. Of what runs it is taken note and nothing ends: a change
     * that the container engine has begun cannot be called back, and a server that stopped
     * listening to it would only not know how it ended.
     */
    @Override
    public boolean cancel(Caller.Agent caller, String id) {
        return operationId(id).flatMap(known -> own.cancel(caller, known)).isPresent();
    }

    /** Whether that operation is followed as a task: its end is still to come. */
    static boolean follows(OperationRecord operation) {
        return operation.state() instanceof OperationState.Running
                || operation.state() instanceof OperationState.AwaitingApproval;
    }

    /** The task that the record of such an operation is; records are kept for good. */
    static Task working(OperationRecord operation) {
        return task(operation, new Task.State.Working());
    }

    private static Task task(OperationRecord operation, Task.State state) {
        return new Task(
                operation.id().value(),
                state,
                Optional.of(words(operation)),
                operation.createdAt(),
                operation.updatedAt(),
                Optional.empty(),
                Optional.of(POLL));
    }

    /** What ended is told as the call would have told it, be it a failure. */
    private Task.State state(OperationRecord operation) {
        return switch (operation.state()) {
            case OperationState.AwaitingApproval _, OperationState.Running() ->
                    new Task.State.Working();
            case OperationState.Cancelled() -> new Task.State.Cancelled();
            case OperationState.Succeeded _,
                    OperationState.Failed _,
                    OperationState.RolledBack _,
                    OperationState.Indeterminate _ ->
                    new Task.State.Completed(
                            witness.beside(ReplyWriter.tracked(operation).done(true)));
        };
    }

    private static String words(OperationRecord operation) {
        var until =
                operation.state() instanceof OperationState.AwaitingApproval(var id, var end)
                        ? " (%s, a person decides until %s)".formatted(id, end)
                        : "";
        return "%s of %s: %s"
                        .formatted(
                                operation.operation().value(),
                                operation.target(),
                                operation.state().status().wireName())
                + until;
    }

    private Optional<OperationRecord> record(Caller.Agent caller, String id) {
        return operationId(id).flatMap(known -> own.find(caller, known));
    }

    private static Optional<OperationId> operationId(String id) {
        try {
            return Optional.of(new OperationId(id));
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }
}
