package io.systemmanager.domain.journal;

import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.operation.WriteOperation;
import java.time.Instant;

/**
 * What a change was meant to do, kept with its record: enough to look, after a crash, whether it
 * came about.
 */
public sealed interface Intent permits ContainerIntent {

    /** When it was written down; the order was given later. */
    Instant at();

    /** The intent of an admitted change. */
    static Intent of(WriteOperation operation, Target target, Instant at) {
        return switch (operation) {
            case ChangeContainerState(_, var action, var grace)
                    when target instanceof Target.Container container ->
                    new ContainerIntent(container.id(), action, grace, container.state(), at);
            case ChangeContainerState _ ->
                    throw new IllegalArgumentException("a container operation without a container");
        };
    }
}
