package io.systemmanager.ops.observe;

import io.systemmanager.application.GrantOffice;
import io.systemmanager.domain.journal.KeptGrant;

/** The figures of standing grants. */
public final class GrantMeters {
    private GrantMeters() {}

    /** Registers them. */
    public static void watch(Meters meters, GrantOffice office) {
        meters.gauge(
                "systemmanager.grants.standing",
                "Standing grants that are not over, whether they were used or not",
                () -> office.standing().stream().filter(KeptGrant.Sound.class::isInstance).count());
        meters.gauge(
                "systemmanager.grants.unreadable",
                "Standing grants that answer nothing because something else than the server wrote"
                        + " them",
                () ->
                        office.standing().stream()
                                .filter(KeptGrant.Unreadable.class::isInstance)
                                .count());
    }
}
