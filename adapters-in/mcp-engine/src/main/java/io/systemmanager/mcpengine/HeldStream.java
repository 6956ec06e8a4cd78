package io.systemmanager.mcpengine;

import io.systemmanager.http.Draining;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A stream of events that is no answer to a call: silence with signs of life. */
final class HeldStream {
    private final EngineLimits limits;
    private final Draining draining;
    private final BooleanSupplier stillKnown;

    /**
     * @param stillKnown judges the credential again
     */
    HeldStream(EngineLimits limits, Draining draining, BooleanSupplier stillKnown) {
        this.limits = limits;
        this.draining = draining;
        this.stillKnown = stillKnown;
    }

    /**
     * Holds the stream until the credential is withdrawn or the server stops.
     *
     * @throws IOException when the client is gone: only a write can notice
     * @throws InterruptedException when the holder is told to leave
     */
    void hold(OutputStream out) throws IOException, InterruptedException {
        var sinceJudged = Duration.ZERO;
        while (!draining.await(limits.keepAlive())) {
            sinceJudged = sinceJudged.plus(limits.keepAlive());
            if (sinceJudged.compareTo(limits.reauthentication()) >= 0) {
                if (!stillKnown.getAsBoolean()) {
                    return;
                }
                sinceJudged = Duration.ZERO;
            }
            Wire.comment(out);
        }
    }
}
