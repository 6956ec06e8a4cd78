package io.systemmanager.sqlite;

import io.systemmanager.domain.notification.NotificationId;
import io.systemmanager.domain.notification.NotificationRecord;
import io.systemmanager.domain.port.Notifications;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The notifications of a ledger's file. */
record Outbox(Readers readers, Duration deadline, SpoiltRows spoilt) implements Notifications {

    @Override
    public Optional<NotificationRecord> find(NotificationId id) {
        return readers.read(deadline, OutboxRows.byId(id, spoilt));
    }

    @Override
    public List<NotificationRecord> due(int limit) {
        return readers.read(deadline, OutboxRows.due(limit, spoilt));
    }

    @Override
    public List<NotificationRecord> failed(int limit) {
        return readers.read(deadline, OutboxRows.failed(limit, spoilt));
    }

    @Override
    public int unreadable(int limit) {
        return readers.read(deadline, OutboxRows.unreadable(limit, spoilt));
    }
}
