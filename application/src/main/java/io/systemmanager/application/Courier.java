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
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Delivers what is due, at least once, off the way of requests. What fails is tried again, ten
 * times within a day, and is then given up for a person to look at. Tries are counted in memory: a
 * server that starts again tries at once, but gives up what has been due for a day. Thread-safe;
 * rounds come one after the other.
 */
public final class Courier {
    /** How many are tried in a round, and how long one lasts before it leaves the rest. */
    private static final int MOST_A_ROUND = 1_000;

    private static final Duration LONGEST_ROUND = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Ledger ledger;
    private final Notifications outbox;
    private final Messenger messenger;
    private final Supplier<SignedNote> checkpoint;
    private final Backoff backoff;
    private final InstantSource clock;
    private final LongSupplier nanos;
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
        this(ledger, outbox, messenger, checkpoint, random, clock, System::nanoTime);
    }

    /**
     * @param nanos as of {@link System#nanoTime}; pauses are measured by it, whatever becomes of
     *     the clock
     */
    Courier(
            Ledger ledger,
            Notifications outbox,
            Messenger messenger,
            Supplier<SignedNote> checkpoint,
            RandomGenerator random,
            InstantSource clock,
            LongSupplier nanos) {
        this.ledger = ledger;
        this.outbox = outbox;
        this.messenger = messenger;
        this.checkpoint = checkpoint;
        this.backoff = new Backoff(random);
        this.clock = clock;
        this.nanos = nanos;
    }

    /**
     * What was done so far about a notification that is due.
     *
     * @param since of the delivery that it is about; after a person's retry it begins anew
     * @param last when it was tried last, and how long it waits since; monotonic
     * @param why the last try failed
     * @param end how it ended, where that could not be recorded yet
     */
    private record Effort(
            Instant since,
            int tries,
            long last,
            Duration pause,
            Optional<String> why,
            Optional<Delivery> end) {

        /** By difference, as {@link System#nanoTime} asks. */
        boolean isDue(long now) {
            return now - last >= pause.toNanos();
        }
    }

    /**
     * Tries what is due now, for ten seconds at most. Where the receiver does not answer, the rest
     * waits for the next round. What failed before and waits takes the place of nothing new.
     *
     * @throws LedgerUnavailable when the outbox cannot be read, or what came of a try cannot be
     *     recorded; that is then recorded later, and nothing is sent again
     */
    public synchronized void round() {
        long began = nanos.getAsLong();
        var due = outbox.due(MOST_A_ROUND + efforts.size());
        efforts.keySet().retainAll(due.stream().map(NotificationRecord::id).toList());
        for (var each : due) {
            long now = nanos.getAsLong();
            if (now - began >= LONGEST_ROUND.toNanos()) {
                return;
            }
            var effort = effort(each, now);
            if (effort.end().isPresent()) {
                record(each, effort, effort.end().get());
            } else if (effort.isDue(now) && !attempt(each, effort)) {
                return;
            }
        }
    }

    /** Why the last try of one that is due failed; waits for no round. */
    public Optional<String> lastFailure(NotificationId id) {
        return Optional.ofNullable(efforts.get(id)).flatMap(Effort::why);
    }

    private Effort effort(NotificationRecord due, long now) {
        var since = due.delivery().since();
        var known = efforts.get(due.id());
        return known != null && known.since().equals(since)
                ? known
                : new Effort(since, 0, now, Duration.ZERO, Optional.empty(), Optional.empty());
    }

    /** Whether the receiver answered at all. */
    private boolean attempt(NotificationRecord due, Effort before) {
        return switch (messenger.deliver(due.notification(), checkpoint.get())) {
            case Messenger.Receipt.Accepted() -> {
                var end = new Delivery.Delivered(clock.instant());
                tried(due, before, Optional.empty(), Optional.of(end));
                yield true;
            }
            case Messenger.Receipt.Refused(var why) -> {
                failed(due, before, why);
                yield true;
            }
            case Messenger.Receipt.Unheard(var why) -> {
                failed(due, before, why);
                yield false;
            }
        };
    }

    private void failed(NotificationRecord due, Effort before, String why) {
        var now = clock.instant();
        boolean last =
                before.tries() + 1 >= Backoff.MOST_TRIES
                        || now.isAfter(before.since().plus(LONGEST));
        tried(
                due,
                before,
                Optional.of(why),
                last ? Optional.of(new Delivery.Failed(now, why)) : Optional.empty());
    }

    /** Remembers an end before it is recorded, so that it is recorded later if it cannot be now. */
    private void tried(
            NotificationRecord due, Effort before, Optional<String> why, Optional<Delivery> end) {
        int tries = before.tries() + 1;
        var now = nanos.getAsLong();
        var after = new Effort(before.since(), tries, now, backoff.after(tries), why, end);
        efforts.put(due.id(), after);
        end.ifPresent(over -> record(due, after, over));
    }

    /** A conflict says that a person was faster; what they decided stands. */
    private void record(NotificationRecord due, Effort effort, Delivery end) {
        var told = due.notification();
        var event =
                end instanceof Delivery.Failed(_, var why)
                        ? new NotificationEvent.Failed(told, effort.tries(), why)
                        : new NotificationEvent.Delivered(told, effort.tries());
        var _ = ledger.commit(new Ledger.MoveNotification(due, end, event));
    }
}
