package io.systemmanager.mcp;

import io.systemmanager.application.OperationListener;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.mcpengine.Announcer;

/** Tells the clients that listen what became of operations and of the containers they changed. */
public final class OperationNews implements OperationListener {
    private final Announcer announcer;

    public OperationNews(Announcer announcer) {
        this.announcer = announcer;
    }

    @Override
    public void changed(OperationRecord operation) {
        announcer.resourceUpdated(ResourceUri.operation(operation.id()));
        announcer.taskChanged(operation.id().value());
        if (Declaration.CONTAINERS_LIFECYCLE.names().contains(operation.operation())
                && mayHaveActed(operation.state())) {
            announcer.resourceUpdated(ResourceUri.container(operation.target()));
        }
    }

    private static boolean mayHaveActed(OperationState state) {
        return switch (state) {
            case OperationState.AwaitingApproval _,
                    OperationState.Cancelled _,
                    OperationState.Running _,
                    OperationState.Failed _ ->
                    false;
            case OperationState.Succeeded _,
                    OperationState.RolledBack _,
                    OperationState.Indeterminate _ ->
                    true;
        };
    }
}
