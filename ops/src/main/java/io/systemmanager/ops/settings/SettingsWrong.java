package io.systemmanager.ops.settings;

import java.util.List;

/** The settings cannot be used; the server does not start with a guess. */
public final class SettingsWrong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With one sentence a fault. */
    public SettingsWrong(List<String> faults) {
        super(String.join("; ", faults));
    }
}
