package io.systemmanager.mcpengine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The events of one stream of a session, kept for a client that lost its connection: each has an
 * id, which names the stream and the event, and what follows an id can be told again. Safe for many
 * threads.
 */
final class EventLog {
    private record Event(long number, String text) {}

    private final String name;
    private final Budget budget;
    private final int most;
    private final Deque<Event> events = new ArrayDeque<>();
    private long last;
    private long delivered;
    private long forgotten;
    private boolean complete;

    /**
     * @param name of the stream, unique in its session, without a dash
     * @param most events that are kept
     */
    EventLog(String name, int most, Budget budget) {
        this.name = name;
        this.most = most;
        this.budget = budget;
    }

    String name() {
        return name;
    }

    /** The event that stands before all: it has an id and says nothing. */
    synchronized String priming() {
        return Wire.frame(id(last), "");
    }

    /**
     * Keeps a message.
     *
     * @return its event
     */
    synchronized String add(String message) {
        last++;
        var text = Wire.frame(id(last), message);
        if (budget.take(text.length())) {
            events.add(new Event(last, text));
        } else {
            forgetAll();
        }
        while (events.size() > most) {
            forget(events.removeFirst());
        }
        notifyAll();
        return text;
    }

    /** Nothing follows. */
    synchronized void complete() {
        complete = true;
        notifyAll();
    }

    /** Gives back what it keeps; nothing can be told again after this. */
    synchronized void discard() {
        forgetAll();
        complete();
    }

    synchronized boolean isComplete() {
        return complete;
    }

    /** The number in an event's id, where it is one of this stream's. */
    static Optional<EventId> parse(String id) {
        int dash = id.lastIndexOf('-');
        var number = dash < 1 ? OptionalLong.empty() : number(id.substring(dash + 1));
        return number.isPresent()
                ? Optional.of(new EventId(id.substring(0, dash), number.getAsLong()))
                : Optional.empty();
    }

    /**
     * @param stream the stream's name
     * @param number the event's
     */
    record EventId(String stream, long number) {}

    /** Whether everything after that event is still there. */
    synchronized boolean holdsAfter(long number) {
        return number >= forgotten && number <= last;
    }

    /** What follows an event, for one who reads on from there. */
    Reader after(long number) {
        return new Reader(number);
    }

    /** What nobody was told yet and whatever follows. */
    synchronized Reader untold() {
        return new Reader(delivered);
    }

    /** Reads a log as it grows. For one thread, and {@link #wake} for all. */
    final class Reader implements HeldStream.Source {
        private long told;
        private boolean woken;

        private Reader(long told) {
            this.told = told;
        }

        @Override
        public List<String> next(Duration atMost) throws InterruptedException {
            synchronized (EventLog.this) {
                long deadline = System.nanoTime() + atMost.toNanos();
                long left = atMost.toNanos();
                while (last == told && !complete && !woken && left > 0) {
                    EventLog.this.wait(Math.max(1, left / 1_000_000));
                    left = deadline - System.nanoTime();
                }
                woken = false;
                var next = new ArrayList<String>();
                events.stream()
                        .filter(event -> event.number() > told)
                        .forEach(event -> next.add(event.text()));
                told = last;
                delivered = last;
                return next;
            }
        }

        @Override
        public boolean isOver() {
            synchronized (EventLog.this) {
                return complete && told == last;
            }
        }

        @Override
        public void wake() {
            synchronized (EventLog.this) {
                woken = true;
                EventLog.this.notifyAll();
            }
        }
    }

    private String id(long number) {
        return name + "-" + number;
    }

    private void forgetAll() {
        events.forEach(this::forget);
        events.clear();
        forgotten = last;
    }

    private void forget(Event event) {
        budget.giveBack(event.text().length());
        forgotten = Math.max(forgotten, event.number());
    }

    private static OptionalLong number(String text) {
        return text.matches("[0-9]{1,18}")
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    /** What all logs together may keep. */
    static final class Budget {
        private long left;

        Budget(long characters) {
            this.left = characters;
        }

        synchronized boolean take(long characters) {
            if (characters > left) {
                return false;
            }
            left -= characters;
            return true;
        }

        synchronized void giveBack(long characters) {
            left += characters;
        }
    }
}
