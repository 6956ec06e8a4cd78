package io.systemmanager.application;

import io.systemmanager.domain.audit.NotificationEvent;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.notification.Delivery;
import io.systemmanager.domain.notification.NotificationId;
import io.systemmanager.domain.notification.NotificationRecord;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.domain.port.Messenger;
import io.systemmanager.domain.port.Notifications;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Delivers what is due, at least once, off the way of requests. What fails is tried again, ten
 * times within a day, and is then given up for a person to look at. Tries are counted in memory: a
 * server that starts again tries at once, but gives up what has been due for a day. Thread-safe;
 * rounds come one after the other.
 */
public final class Courier {
    private static final int MOST_A_ROUND = 1_000;
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Ledger ledger;
    private final Notifications outbox;
    private final Messenger messenger;
    private final Supplier<SignedNote> checkpoint;
    private final Backoff backoff;
    private final InstantSource clock;
    private final Map<NotificationId, Effort> efforts = new ConcurrentHashMap<>();

    /**
     * @param checkpoint of the log at this moment; each receiver gets it
     */
    public Courier(
            Ledger ledger,
            Notifications outbox,
            Messenger messenger,
            Supplier<SignedNote> checkpoint,
            RandomGenerator random,
            InstantSource clock) {
        this.ledger = ledger;
        this.outbox = outbox;
        this.messenger = messenger;
        this.checkpoint = checkpoint;
        this.backoff = new Backoff(random);
        this.clock = clock;
    }

    /**
     * What was done so far about a notification that is due.
     *
     * @param since of the delivery that it is about; after a person's retry it begins anew
     * @param accepted the receiver has it, and only that it has could not be recorded yet
     */
    private record Effort(
            Instant since, int tries, Instant next, boolean accepted, Optional<String> why) {}

    /**
     * Tries what is due now. Where the receiver does not answer, the rest waits for the next round.
     *
     * @throws LedgerUnavailable when the outbox cannot be read, or what came of a try cannot be
     *     recorded; a notification that was taken is then recorded later, not sent again
     */
    public synchronized void round() {
        var due = outbox.due(MOST_A_ROUND);
        efforts.keySet().retainAll(due.stream().map(NotificationRecord::id).toList());
        for (var each : due) {
            var effort = effort(each);
            if (effort.accepted()) {
                delivered(each, effort.tries());
            } else if (!clock.instant().isBefore(effort.next()) && !attempt(each, effort)) {
                return;
            }
        }
    }

    /** Why the last try of one that is due failed; waits for no round. */
    public Optional<String> lastFailure(NotificationId id) {
        return Optional.ofNullable(efforts.get(id)).flatMap(Effort::why);
    }

    private Effort effort(NotificationRecord due) {
        var since = due.delivery().since();
        var known = efforts.get(due.id());
        return known != null && known.since().equals(since)
                ? known
                : new Effort(since, 0, since, false, Optional.empty());
    }

    /** Whether the receiver answered at all. */
    private boolean attempt(NotificationRecord due, Effort before) {
        int tries = before.tries() + 1;
        return switch (messenger.deliver(due.notification(), checkpoint.get())) {
            case Messenger.Receipt.Accepted() -> {
                var now = clock.instant();
                efforts.put(
                        due.id(), new Effort(before.since(), tries, now, true, Optional.empty()));
                delivered(due, tries);
                yield true;
            }
            case Messenger.Receipt.Refused(var why) -> {
                failed(due, tries, why);
                yield true;
            }
            case Messenger.Receipt.Unheard(var why) -> {
                failed(due, tries, why);
                yield false;
            }
        };
    }

    private void delivered(NotificationRecord due, int tries) {
        move(
                due,
                new Delivery.Delivered(clock.instant()),
                new NotificationEvent.Delivered(due.notification(), tries));
    }

    private void failed(NotificationRecord due, int tries, String why) {
        var now = clock.instant();
        var since = due.delivery().since();
        var next = now.plus(backoff.after(tries));
        efforts.put(due.id(), new Effort(since, tries, next, false, Optional.of(why)));
        if (tries >= Backoff.MOST_TRIES || now.isAfter(since.plus(LONGEST))) {
            move(
                    due,
                    new Delivery.Failed(now, why),
                    new NotificationEvent.Failed(due.notification(), tries, why));
        }
    }

    /** A conflict says that a person was faster; what they decided stands. */
    private void move(NotificationRecord from, Delivery to, NotificationEvent event) {
        var _ = ledger.commit(new Ledger.MoveNotification(from, to, event));
    }
}
