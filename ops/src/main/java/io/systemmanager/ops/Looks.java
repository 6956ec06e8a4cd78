package io.systemmanager.ops;

import io.systemmanager.domain.port.LedgerUnavailable;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at something again and again; a look that fails is followed by the next one. */
final class Looks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Looks.class);
    private static final long LAST_LOOK_SECONDS = 15;

    private final String at;
    private final Runnable look;
    private final ScheduledExecutorService timer;

    /**
     * Begins after a pause.
     *
     * @param at what is looked at, for the log
     * @param pause between two looks
     */
    Looks(String at, Duration pause, Runnable look) {
        this.at = at;
        this.look = look;
        this.timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("looks at " + at).factory());
        long millis = pause.toMillis();
        var _ = timer.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            look.run();
        } catch (LedgerUnavailable later) {
            LOG.debug("the ledger takes nothing; there will be another look at {}", at, later);
        } catch (RuntimeException broken) {
            LOG.error("a look at {} broke", at, broken);
        }
    }

    /** Waits for a look that is under way, so that the ledger can be closed after it. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(LAST_LOOK_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a look at {} did not end in time", at);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
