package io.systemmanager.console;

import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.json.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a form carries in the name of whoever was shown it: 256 random bits, for one request, once,
 * and for ten minutes. In memory only, by their digests. Thread-safe.
 */
final class Tickets {
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final int MOST = 1_000;

    private final InstantSource clock;
    private final Supplier<String> random;
    private final LinkedHashMap<Digest, Ticket> tickets = new LinkedHashMap<>();

    /**
     * @param random a new unguessable text
     */
    Tickets(InstantSource clock, Supplier<String> random) {
        this.clock = clock;
        this.random = random;
    }

    private record Ticket(Caller.Agent person, ApprovalId request, Instant madeAt) {

        /** Also when the clock was set back, since nobody knows then. */
        boolean isOver(Instant now) {
            return now.isBefore(madeAt) || now.isAfter(madeAt.plus(LIFETIME));
        }
    }

    /** One for that person and request; the oldest of all makes room. */
    String make(Caller.Agent person, ApprovalId request) {
        var now = clock.instant();
        var text = random.get();
        synchronized (tickets) {
            tickets.values().removeIf(each -> each.isOver(now));
            if (tickets.size() >= MOST) {
                tickets.pollFirstEntry();
            }
            tickets.put(digest(text), new Ticket(person, request, now));
        }
        return text;
    }

    /** Whose it is; empty unless it is good for that request. It is gone in any case. */
    Optional<Caller.Agent> take(String text, ApprovalId request) {
        var now = clock.instant();
        synchronized (tickets) {
            return Optional.ofNullable(tickets.remove(digest(text)))
                    .filter(each -> !each.isOver(now) && each.request().equals(request))
                    .map(Ticket::person);
        }
    }

    private static Digest digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
