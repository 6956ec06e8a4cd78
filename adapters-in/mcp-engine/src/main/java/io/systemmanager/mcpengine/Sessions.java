package io.systemmanager.mcpengine;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * The sessions of the handshake revisions. A session belongs to the subject that opened it: for
 * every other it does not exist. It ends when it is told to, when nothing uses it for the idle
 * time, or when it is the longest idle one and another needs its place. Safe for many threads.
 */
final class Sessions {
    private static final int ID_BYTES = 24; // 192 random bits, twice what guessing needs

    private static final class Entry {
        final Session session;
        Instant lastUsed;
        int users;

        Entry(Session session, Instant now) {
            this.session = session;
            this.lastUsed = now;
        }
    }

    /** The use of a session by one request; it does not expire before it is closed. */
    interface Visit extends AutoCloseable {
        Session session();

        @Override
        void close();
    }

    private final SessionLimits limits;
    private final InstantSource clock;
    private final IntFunction<byte[]> randomness;
    private final Announcer announcer;
    private final EventLog.Budget kept;

    /** The longest unused first. */
    private final Map<String, Entry> byId = new LinkedHashMap<>();

    /**
     * @param randomness that many unguessable bytes
     */
    Sessions(
            SessionLimits limits,
            InstantSource clock,
            IntFunction<byte[]> randomness,
            Announcer announcer) {
        this.limits = limits;
        this.clock = clock;
        this.randomness = randomness;
        this.announcer = announcer;
        this.kept = new EventLog.Budget(limits.keptCharacters());
    }

    /** A new session; empty when every place is taken by a session in use. */
    synchronized Optional<Session> open(Session.Agreement agreement) {
        removeFirst(this::isExpired, Integer.MAX_VALUE);
        if (!makeRoom(agreement.subject())) {
            return Optional.empty();
        }
        var id = Base64.getUrlEncoder().withoutPadding().encodeToString(randomness.apply(ID_BYTES));
        var session = new Session(id, agreement, new SessionEvents(agreement.revision(), kept));
        byId.put(id, new Entry(session, clock.instant()));
        announcer.add(session);
        return Optional.of(session);
    }

    /** The session of that id, for a while; empty unless it lives and is this principal's. */
    synchronized Optional<Visit> visit(String id, String subject) {
        return alive(id, subject)
                .map(entry -> {
                    entry.users++;
                    return new Visit() {
                        @Override
                        public Session session() {
                            return entry.session;
                        }

                        @Override
                        public void close() {
                            leave(entry);
                        }
                    };
                });
    }

    /**
     * Ends a session.
     *
     * @return false when there was none
     */
    synchronized boolean end(String id, String subject) {
        var ended = alive(id, subject);
        ended.ifPresent(this::remove);
        return ended.isPresent();
    }

    /** How many live. */
    synchronized int open() {
        removeFirst(this::isExpired, Integer.MAX_VALUE);
        return byId.size();
    }

    private Optional<Entry> alive(String id, String subject) {
        var entry = byId.get(id);
        if (entry == null || !entry.session.agreement().subject().equals(subject)) {
            return Optional.empty();
        }
        if (isExpired(entry)) {
            remove(entry);
            return Optional.empty();
        }
        return Optional.of(entry);
    }

    private void remove(Entry entry) {
        byId.remove(entry.session.id());
        finish(entry.session);
    }

    /** Nothing of it waits for this lock, so it may be held. */
    private void finish(Session session) {
        announcer.remove(session);
        session.end();
    }

    private synchronized void leave(Entry entry) {
        entry.users--;
        entry.lastUsed = clock.instant();
        var id = entry.session.id();
        if (byId.remove(id, entry)) {
            byId.put(id, entry); // at the end now
        }
    }

    private boolean isExpired(Entry entry) {
        return entry.users == 0 && !clock.instant().isBefore(entry.lastUsed.plus(limits.idle()));
    }

    private boolean makeRoom(String subject) {
        Predicate<Entry> own = entry -> entry.session.agreement().subject().equals(subject);
        Predicate<Entry> idle = entry -> entry.users == 0;
        if (byId.values().stream().filter(own).count() >= limits.each()
                && !removeFirst(own.and(idle), 1)) {
            return false;
        }
        return byId.size() < limits.all() || removeFirst(idle, 1);
    }

    private boolean removeFirst(Predicate<Entry> which, int atMost) {
        var entries = byId.values().iterator();
        int left = atMost;
        while (entries.hasNext() && left > 0) {
            var entry = entries.next();
            if (which.test(entry)) {
                entries.remove();
                finish(entry.session);
                left--;
            }
        }
        return left < atMost;
    }
}
