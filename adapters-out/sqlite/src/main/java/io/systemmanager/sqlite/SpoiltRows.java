package io.systemmanager.sqlite;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log of rows that cannot be read, of each once, however often it is met. Thread-safe.
 */
final class SpoiltRows {
    private static final Logger LOG = LoggerFactory.getLogger(SpoiltRows.class);
    private static final int MOST = 1_000;

    private final Set<Long> told = new HashSet<>();

    /** Beyond so many the log learns nothing new. */
    synchronized void tell(long row, RuntimeException why) {
        if (told.size() < MOST && told.add(row)) {
            LOG.error("notification {} of the outbox is left out, it cannot be read", row, why);
        }
    }
}
