package io.systemmanager.domain.container;

import java.util.Locale;

/** The states that the Engine API knows. */
public enum ContainerState {
    CREATED,
    RUNNING,
    PAUSED,
    RESTARTING,
    REMOVING,
    EXITED,
    DEAD;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the main process exists, stopped in its tracks or not. */
    public boolean alive() {
        return this == RUNNING || this == PAUSED || this == RESTARTING;
    }
}
