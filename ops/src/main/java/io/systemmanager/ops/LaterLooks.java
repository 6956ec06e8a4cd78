package io.systemmanager.ops;

import io.systemmanager.application.RecoveryReport;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every now and then whether an operation with an unknown outcome can be settled. */
final class LaterLooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LaterLooks.class);

    /** How long it waits between two looks in a server. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    private static final long LAST_LOOK_SECONDS = 15;

    private final Supplier<RecoveryReport> look;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("later-looks").factory());

    LaterLooks(Supplier<RecoveryReport> look, Duration pause) {
        this.look = look;
        long millis = pause.toMillis();
        var _ = timer.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            var report = look.get();
            if (report.settled() > 0) {
                LOG.warn(
                        "operations with an unknown outcome: {} settled, {} still unknown",
                        report.settled(),
                        report.open());
            }
        } catch (LedgerUnavailable later) {
            LOG.debug("the ledger takes nothing; there will be another look", later);
        } catch (RuntimeException broken) {
            LOG.error("looking at operations with an unknown outcome", broken);
        }
    }

    /** Waits for a look that is under way, so that the ledger can be closed after it. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(LAST_LOOK_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a look at an operation did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
