package io.systemmanager.mcpengine;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * The sessions of the handshake revisions. A session belongs to the principal that opened it: for
 * every other it does not exist. It ends when it is told to, when nothing uses it for the idle
 * time, or when it is the longest idle one and another needs its place. Safe for many threads.
 *
 * @param <P> the application's principal
 */
final class Sessions<P> {
    private static final int ID_BYTES = 24; // 192 random bits, twice what guessing needs

    private static final class Entry<P> {
        final Session<P> session;
        Instant lastUsed;
        int users;

        Entry(Session<P> session, Instant now) {
            this.session = session;
            this.lastUsed = now;
        }
    }

    /** The use of a session by one request; it does not expire before it is closed. */
    interface Visit<P> extends AutoCloseable {
        Session<P> session();

        @Override
        void close();
    }

    private final SessionLimits limits;
    private final InstantSource clock;
    private final IntFunction<byte[]> randomness;

    /** The longest unused first. */
    private final Map<String, Entry<P>> byId = new LinkedHashMap<>();

    /**
     * @param randomness that many unguessable bytes
     */
    Sessions(SessionLimits limits, InstantSource clock, IntFunction<byte[]> randomness) {
        this.limits = limits;
        this.clock = clock;
        this.randomness = randomness;
    }

    /** A new session; empty when every place is taken by a session in use. */
    Optional<Session<P>> open(Session.Agreement<P> agreement) {
        var id = Base64.getUrlEncoder().withoutPadding().encodeToString(randomness.apply(ID_BYTES));
        var evicted = new ArrayList<Session<P>>();
        try {
            synchronized (this) {
                removeExpired(evicted);
                if (!makeRoom(agreement.principal(), evicted)) {
                    return Optional.empty();
                }
                var session = new Session<>(id, agreement);
                byId.put(id, new Entry<>(session, clock.instant()));
                return Optional.of(session);
            }
        } finally {
            evicted.forEach(Session::end);
        }
    }

    /** The session of that id, for a while; empty unless it lives and is this principal's. */
    synchronized Optional<Visit<P>> visit(String id, P principal) {
        return alive(id, principal)
                .map(entry -> {
                    entry.users++;
                    return new Visit<>() {
                        @Override
                        public Session<P> session() {
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
    boolean end(String id, P principal) {
        Optional<Entry<P>> ended;
        synchronized (this) {
            ended = alive(id, principal);
            ended.ifPresent(_ -> byId.remove(id));
        }
        ended.ifPresent(entry -> entry.session.end());
        return ended.isPresent();
    }

    /** How many live. */
    synchronized int open() {
        removeExpired(new ArrayList<>());
        return byId.size();
    }

    private Optional<Entry<P>> alive(String id, P principal) {
        var entry = byId.get(id);
        if (entry == null || !entry.session.agreement().principal().equals(principal)) {
            return Optional.empty();
        }
        if (isExpired(entry)) {
            byId.remove(id);
            return Optional.empty();
        }
        return Optional.of(entry);
    }

    private synchronized void leave(Entry<P> entry) {
        entry.users--;
        entry.lastUsed = clock.instant();
        var id = entry.session.id();
        if (byId.remove(id, entry)) {
            byId.put(id, entry); // at the end now
        }
    }

    private boolean isExpired(Entry<P> entry) {
        return entry.users == 0 && !clock.instant().isBefore(entry.lastUsed.plus(limits.idle()));
    }

    private void removeExpired(List<Session<P>> removed) {
        removeFirst(this::isExpired, removed, Integer.MAX_VALUE);
    }

    private boolean makeRoom(P principal, List<Session<P>> removed) {
        Predicate<Entry<P>> own = entry -> entry.session.agreement().principal().equals(principal);
        Predicate<Entry<P>> idle = entry -> entry.users == 0;
        if (byId.values().stream().filter(own).count() >= limits.each()
                && !removeFirst(own.and(idle), removed, 1)) {
            return false;
        }
        return byId.size() < limits.all() || removeFirst(idle, removed, 1);
    }

    private boolean removeFirst(Predicate<Entry<P>> which, List<Session<P>> removed, int atMost) {
        var entries = byId.values().iterator();
        int left = atMost;
        while (entries.hasNext() && left > 0) {
            var entry = entries.next();
            if (which.test(entry)) {
                entries.remove();
                removed.add(entry.session);
                left--;
            }
        }
        return left < atMost;
    }
}
