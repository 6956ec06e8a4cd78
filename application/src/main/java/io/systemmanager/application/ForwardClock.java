package io.systemmanager.application;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The wall clock as far as it goes forward: while it is turned back, time goes on by the monotonic
 * clock. So whoever can set the clock prolongs no deadline. Thread-safe.
 */
final class ForwardClock implements InstantSource {
    private final InstantSource wall;
    private final LongSupplier nanos;
    private Instant latest;
    private long at;

    /**
     * @param nanos as of {@link System#nanoTime}
     */
    ForwardClock(InstantSource wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.latest = wall.instant();
        this.at = nanos.getAsLong();
    }

    @Override
    public synchronized Instant instant() {
        long now = nanos.getAsLong();
        var counted = latest.plusNanos(now - at);
        var shown = wall.instant();
        latest = shown.isAfter(counted) ? shown : counted;
        at = now;
        return latest;
    }
}
