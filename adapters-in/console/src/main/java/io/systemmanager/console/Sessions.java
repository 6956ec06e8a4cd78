package io.systemmanager.console;

import io.systemmanager.application.CallerDoor;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.port.Randomness;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who is signed in. Kept in memory only: a restart signs everybody out. Thread-safe.
 *
 * <p>A session is found by the digest of its id, which is 256 random bits and known to one browser
 * alone. The credential that opened it is looked at again each time, so that a revoked one ends it.
 */
final class Sessions {
    private static final int MOST = 100;
    private static final int MOST_OF_ONE = 8;
    private static final int ID_BYTES = 32;

    private final CallerDoor door;
    private final InstantSource clock;
    private final Randomness randomness;
    private final LinkedHashMap<Digest, Session> sessions = new LinkedHashMap<>();
    private volatile Runnable follower = () -> {};

    Sessions(CallerDoor door, InstantSource clock, Randomness randomness) {
        this.door = door;
        this.clock = clock;
        this.randomness = randomness;
    }

    /** From now on that hears when somebody ended a session. */
    void follow(Runnable listener) {
        follower = listener;
    }

    /**
     * Opens one for whoever showed that secret. The oldest makes room, first among those of the
     * same secret, so that one operator pushes no other out.
     *
     * @return its id, which is never one that a browser brought along
     */
    String open(String secret) {
        var now = clock.instant();
        var id = random();
        var session = new Session(Digest.of(bytes(secret)), random(), now);
        synchronized (sessions) {
            sweep(now);
            makeRoom(session.secret());
            sessions.put(Digest.of(bytes(id)), session);
        }
        return id;
    }

    /** The visit of whoever has that id; it counts as a use. */
    Optional<Visit> visit(String id) {
        var visit = look(id);
        visit.ifPresent(each -> each.session().use(clock.instant()));
        return visit;
    }

    /** The same, for a stream that stands open while nobody does anything. */
    Optional<Visit> look(String id) {
        Session session;
        synchronized (sessions) {
            session = sessions.get(Digest.of(bytes(id)));
        }
        if (session == null || session.isOver(clock.instant())) {
            return Optional.empty();
        }
        return door.stillIn(session.secret()).map(operator -> new Visit(session, operator));
    }

    /** Ends one; that there is none is no error. */
    void end(String id) {
        synchronized (sessions) {
            remove(Digest.of(bytes(id)));
        }
        follower.run();
    }

    private void sweep(Instant now) {
        sessions.values().removeIf(session -> session.isOver(now));
    }

    private void makeRoom(Digest secret) {
        var own =
                sessions.entrySet().stream()
                        .filter(each -> each.getValue().secret().equals(secret))
                        .map(Map.Entry::getKey)
                        .toList();
        if (own.size() >= MOST_OF_ONE) {
            remove(own.getFirst());
        } else if (sessions.size() >= MOST) {
            remove(sessions.firstEntry().getKey());
        }
    }

    private void remove(Digest id) {
        Optional.ofNullable(sessions.remove(id)).ifPresent(Session::end);
    }

    private String random() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(randomness.bytes(ID_BYTES));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
