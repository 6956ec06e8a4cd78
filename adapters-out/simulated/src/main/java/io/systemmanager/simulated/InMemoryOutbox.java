package io.systemmanager.simulated;

import io.systemmanager.domain.notification.Delivery;
import io.systemmanager.domain.notification.Notification;
import io.systemmanager.domain.notification.NotificationId;
import io.systemmanager.domain.notification.NotificationRecord;
import io.systemmanager.domain.port.Notifications;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The notifications of an {@link InMemoryLedger}. Thread-safe. */
final class InMemoryOutbox implements Notifications {
    private final Map<NotificationId, NotificationRecord> all = new LinkedHashMap<>();

    /** What is there under the same id stays. */
    synchronized void add(Notification told) {
        all.putIfAbsent(told.id(), new NotificationRecord(told, new Delivery.Due(told.at())));
    }

    synchronized void put(NotificationRecord record) {
        all.put(record.id(), record);
    }

    synchronized boolean holds(NotificationRecord record) {
        return record.equals(all.get(record.id()));
    }

    @Override
    public synchronized Optional<NotificationRecord> find(NotificationId id) {
        return Optional.ofNullable(all.get(id));
    }

    @Override
    public List<NotificationRecord> due(int limit) {
        return standing(Delivery.Due.class, limit);
    }

    @Override
    public List<NotificationRecord> failed(int limit) {
        return standing(Delivery.Failed.class, limit);
    }

    /** None: what is kept as an object stays one. */
    @Override
    public int unreadable(int limit) {
        return 0;
    }

    private synchronized List<NotificationRecord> standing(
            Class<? extends Delivery> state, int limit) {
        return all.values().stream()
                .filter(each -> state.isInstance(each.delivery()))
                .limit(limit)
                .toList();
    }
}
