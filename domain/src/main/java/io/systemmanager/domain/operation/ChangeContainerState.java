package io.systemmanager.domain.operation;

import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.LifecycleAction;
import java.time.Duration;

/**
 * Starts, stops, restarts, pauses or unpauses one container.
 *
 * @param grace how long its process may take to end by itself, 0 to 120 s
 */
public record ChangeContainerState(ContainerRef container, LifecycleAction action, Duration grace)
        implements WriteOperation {
    public ChangeContainerState {
        if (grace.isNegative() || grace.toSeconds() > 120) {
            throw new IllegalArgumentException("grace is 0 to 120 seconds");
        }
    }
}
