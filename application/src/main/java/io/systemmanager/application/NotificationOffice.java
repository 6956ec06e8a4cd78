package io.systemmanager.application;

import io.systemmanager.domain.audit.NotificationEvent;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.notification.Delivery;
import io.systemmanager.domain.notification.Notification;
import io.systemmanager.domain.notification.NotificationId;
import io.systemmanager.domain.notification.NotificationRecord;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.Notifications;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where people see what was not delivered, and decide about it. Thread-safe.
 *
 * <p>Each method throws {@link io.systemmanager.domain.port.LedgerUnavailable} when nothing can be
 * read or recorded.
 */
public final class NotificationOffice {
    private final Ledger ledger;
    private final Notifications outbox;
    private final InstantSource clock;

    public NotificationOffice(Ledger ledger, Notifications outbox, InstantSource clock) {
        this.ledger = ledger;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What came of a decision. */
    public enum Ruling {
        TAKEN,
        /** It is not one that was given up, or for dropping not due either. */
        NOT_POSSIBLE,
        UNKNOWN
    }

    /** What was given up and what is due, each the oldest first. */
    public List<NotificationRecord> undelivered(int limit) {
        return Stream.concat(outbox.failed(limit).stream(), outbox.due(limit).stream())
                .limit(limit)
                .toList();
    }

    /** Has one that was given up tried again, as if it were new. */
    public Ruling retry(Subject by, NotificationId id) {
        return outbox.find(id)
                .map(found ->
                        found.delivery() instanceof Delivery.Failed
                                ? moved(
                                        found,
                                        new Delivery.Due(clock.instant()),
                                        new NotificationEvent.Retried(by, found.notification()))
                                : Ruling.NOT_POSSIBLE)
                .orElse(Ruling.UNKNOWN);
    }

    /** Gives one up for good; it is not tried again. */
    public Ruling drop(Subject by, NotificationId id) {
        return outbox.find(id)
                .map(found ->
                        found.delivery().isOver()
                                ? Ruling.NOT_POSSIBLE
                                : moved(
                                        found,
                                        new Delivery.Dropped(clock.instant()),
                                        new NotificationEvent.Dropped(by, found.notification())))
                .orElse(Ruling.UNKNOWN);
    }

    /** Has people told that an approval is stuck; once, however often it is noticed. */
    public void tellStuck(Notification stuck) {
        if (outbox.find(stuck.id()).isEmpty()) {
            var raised = new Ledger.Append(new NotificationEvent.Raised(stuck));
            ledger.commit(new Ledger.Announce(raised, stuck));
        }
    }

    private Ruling moved(NotificationRecord from, Delivery to, NotificationEvent event) {
        return ledger.commit(new Ledger.MoveNotification(from, to, event))
                        instanceof Ledger.Committed
                ? Ruling.TAKEN
                : Ruling.NOT_POSSIBLE;
    }
}
