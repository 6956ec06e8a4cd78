package io.systemmanager.mcpengine;

import io.systemmanager.http.Draining;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A stream of events that is held open without a call: what its source tells, and signs of life.
 */
final class HeldStream {

    /** Where the events come from. */
    interface Source {
        /** The next events, framed; none when nothing came within that time, or it was woken. */
        List<String> next(Duration atMost) throws InterruptedException;

        /** Whether nothing will come any more. */
        boolean isOver();

        /** Ends a wait early. */
        void wake();
    }

    /**
     * How long a stream may be held.
     *
     * @param stillKnown judges the credential again
     * @param until when the credential ends by itself
     */
    record Lease(
            EngineLimits limits,
            InstantSource clock,
            BooleanSupplier stillKnown,
            Optional<Instant> until) {}

    private final Lease lease;
    private final Draining draining;

    HeldStream(Lease lease, Draining draining) {
        this.lease = lease;
        this.draining = draining;
    }

    /**
     * Holds the stream until its source is over, the credential ends or the server stops.
     *
     * @throws IOException when the client is gone: only a write can notice
     * @throws InterruptedException when the holder is told to leave
     */
    void hold(OutputStream out, Source source) throws IOException, InterruptedException {
        long judged = System.nanoTime();
        try (var _ = draining.whenBegun(source::wake)) {
            while (!source.isOver() && !draining.hasBegun()) {
                var now = lease.clock().instant();
                if (lease.until().filter(end -> !now.isBefore(end)).isPresent()) {
                    return;
                }
                if (System.nanoTime() - judged >= lease.limits().reauthentication().toNanos()) {
                    if (!lease.stillKnown().getAsBoolean()) {
                        return;
                    }
                    judged = System.nanoTime();
                }
                tell(out, source.next(pause(now)));
            }
        }
    }

    private Duration pause(Instant now) {
        var pause = lease.limits().keepAlive();
        return lease.until()
                .map(end -> Duration.between(now, end))
                .filter(left -> left.compareTo(pause) < 0)
                .orElse(pause);
    }

    private static void tell(OutputStream out, List<String> events) throws IOException {
        if (events.isEmpty()) {
            Wire.comment(out);
        }
        for (var event : events) {
            Wire.write(out, event);
        }
    }
}
