package io.systemmanager.domain.container;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be done to a container without changing what it is. */
public enum LifecycleAction {
    START(ContainerState.RUNNING),
    STOP(ContainerState.EXITED),
    RESTART(ContainerState.RUNNING),
    PAUSE(ContainerState.PAUSED),
    UNPAUSE(ContainerState.RUNNING);

    private final ContainerState goal;

    LifecycleAction(ContainerState goal) {
        this.goal = goal;
    }

    /** The state in which the container is when the action is done. */
    public ContainerState goal() {
        return goal;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<LifecycleAction> named(String wireName) {
        return Arrays.stream(values()).filter(each -> each.wireName().equals(wireName)).findFirst();
    }

    /** The action that takes this one back; empty where running memory is lost for good. */
    public Optional<LifecycleAction> inverse() {
        return switch (this) {
            case START -> Optional.of(STOP);
            case STOP -> Optional.of(START);
            case PAUSE -> Optional.of(UNPAUSE);
            case UNPAUSE -> Optional.of(PAUSE);
            case RESTART -> Optional.empty();
        };
    }

    /** Whether the action makes sense for a container in that state. */
    public boolean possibleFrom(ContainerState state) {
        return switch (this) {
            case START ->
                    state == ContainerState.CREATED
                            || state == ContainerState.EXITED
                            || state == ContainerState.RUNNING;
            case STOP -> state.alive() || state == ContainerState.EXITED;
            case RESTART ->
                    state.alive()
                            || state == ContainerState.EXITED
                            || state == ContainerState.CREATED;
            case PAUSE, UNPAUSE ->
                    state == ContainerState.RUNNING || state == ContainerState.PAUSED;
        };
    }

    /** Whether a container in that state already is where the action leads, so nothing is to do. */
    public boolean alreadyDone(ContainerState state) {
        return this != RESTART && state == goal;
    }
}
