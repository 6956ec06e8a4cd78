package io.systemmanager.sqlite;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The clocks of a ledger; when one goes on without the other, an entry says so.
 *
 * @param wall which somebody can set
 * @param nanos which nobody can, from any moment on
 */
public record Clocks(InstantSource wall, LongSupplier nanos) {

    /** That one, beside the machine's monotonic clock. */
    public static Clocks of(InstantSource wall) {
        return new Clocks(wall, System::nanoTime);
    }
}
