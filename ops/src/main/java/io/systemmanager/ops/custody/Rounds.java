package io.systemmanager.ops.custody;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what comes up again and again, on two threads of its own, so that a long round does not hold
 * up a short one. What fails is said in the log and done again in the next round.
 */
public final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ScheduledExecutorService threads =
            Executors.newScheduledThreadPool(
                    2, Thread.ofPlatform().name("custody-", 0).daemon().factory());

    /** Does it after a while, and then after each pause. */
    public void every(Duration first, Duration pause, String what, Runnable round) {
        var _ =
                threads.scheduleWithFixedDelay(
                        () -> attempt(what, round),
                        first.toMillis(),
                        pause.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** Does it once, as soon as may be. */
    public void soon(String what, Runnable round) {
        threads.execute(() -> attempt(what, round));
    }

    private static void attempt(String what, Runnable round) {
        try {
            round.run();
        } catch (RuntimeException e) {
            LOG.error("{} failed; the next round tries again", what, e);
        }
    }

    /** Begins no further round and waits up to 10 s for those under way. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
