package io.systemmanager.sqlite;

import io.systemmanager.domain.audit.SystemEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Notices that the wall clock was set, by a clock that nobody sets. A machine that slept counts as
 * set forward. For one thread.
 */
final class ClockWatch {
    private static final Duration TOLERANCE = Duration.ofMillis(500);

    private final Clocks clocks;
    private Reading last;

    /** What both clocks said at one moment. */
    record Reading(Instant wall, long nanos) {}

    ClockWatch(Clocks clocks) {
        this.clocks = clocks;
        this.last = read();
    }

    Reading read() {
        return new Reading(clocks.wall().instant(), clocks.nanos().getAsLong());
    }

    /** By how much the wall clock was set since the reading that was kept last. */
    Optional<SystemEvent.ClockStepped> stepTo(Reading now) {
        var walked = Duration.between(last.wall(), now.wall());
        var step = walked.minusNanos(now.nanos() - last.nanos());
        return step.abs().compareTo(TOLERANCE) > 0
                ? Optional.of(new SystemEvent.ClockStepped(step))
                : Optional.empty();
    }

    /** From now on compares with that one. */
    void keep(Reading now) {
        last = now;
    }
}
