package io.systemmanager.domain.port;

import io.systemmanager.domain.notification.NotificationId;
import io.systemmanager.domain.notification.NotificationRecord;
import java.util.List;
import java.util.Optional;

/**
 * Reads the outbox, into which {@link Ledger.Announce} puts. What {@link Ledger#commit} answered is
 * seen by every later call. Thread-safe.
 *
 * <p>Each method throws {@link LedgerUnavailable} when it cannot be read.
 */
public interface Notifications {

    Optional<NotificationRecord> find(NotificationId id);

    /** Those to be delivered, the oldest first. */
    List<NotificationRecord> due(int limit);

    /** Those that were given up and that nobody has dropped, the oldest first. */
    List<NotificationRecord> failed(int limit);

    /**
     * How many of the oldest that are open, up to the limit, no method answers: they are spoilt.
     */
    int unreadable(int limit);
}
