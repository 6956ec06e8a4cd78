package io.systemmanager.simulated;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is told to go on. Thread-safe. */
public final class SimulatedClock implements InstantSource {
    private Instant now;

    public SimulatedClock(Instant start) {
        this.now = start;
    }

    /** Goes on, or back when the duration is negative, as wall clocks do. */
    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }
}
