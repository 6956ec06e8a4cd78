package io.systemmanager.application;

import io.systemmanager.domain.audit.AccessEvent;
import io.systemmanager.domain.audit.AuditEvent;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.port.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records refused credentials without letting a flood of them fill the disk: the first five of a
 * kind in ten seconds are entries of their own, the rest are one entry with a count. Thread-safe.
 */
final class FailedAttempts {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final int SINGLE = 5;
    private static final int PAUSE_AFTER = 10;
    private static final int MOST_SOURCES = 1_024;

    private final Ledger ledger;
    private final InstantSource clock;
    private final Map<Source, Window> windows = new LinkedHashMap<>();

    private record Source(String address, Optional<CredentialId> credential, String why) {}

    private record Window(Instant since, int count) {
        /** Also when the clock was set back behind its beginning. */
        boolean isOver(Instant now) {
            return now.isBefore(since) || !now.isBefore(since.plus(WINDOW));
        }
    }

    FailedAttempts(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Counts one, writes it down if it is among the first, and answers the caller. */
    Authentication add(String address, Optional<CredentialId> credential, String why) {
        var source = new Source(address, credential, why);
        var due = new ArrayList<AuditEvent>();
        Window window;
        synchronized (windows) {
            window = count(source, due);
        }
        if (window.count() <= SINGLE) {
            due.add(event(source, 1));
        }
        record(due);
        if (window.count() <= PAUSE_AFTER) {
            return new Authentication.Rejected(why);
        }
        var left = Duration.between(clock.instant(), window.since().plus(WINDOW));
        return new Authentication.Throttled(left.isPositive() ? left : Duration.ofSeconds(1));
    }

    /**
     * How long an address is to wait that showed too many; empty when it need not. For what costs a
     * request to elsewhere, before it is made.
     */
    Optional<Duration> pause(String address) {
        var now = clock.instant();
        synchronized (windows) {
            return windows.entrySet().stream()
                    .filter(each -> each.getKey().address().equals(address))
                    .map(Map.Entry::getValue)
                    .filter(window -> window.count() >= PAUSE_AFTER && !window.isOver(now))
                    .map(window -> Duration.between(now, window.since().plus(WINDOW)))
                    .max(Comparator.naturalOrder());
        }
    }

    /** Writes down every count that is still open. */
    void flush() {
        var due = new ArrayList<AuditEvent>();
        synchronized (windows) {
            windows.forEach((source, window) -> rest(source, window, due));
            windows.clear();
        }
        record(due);
    }

    private Window count(Source source, List<AuditEvent> due) {
        var now = clock.instant();
        expire(now, due);
        var window = windows.get(source);
        var next =
                window == null
                        ? new Window(now, 1)
                        : new Window(window.since(), window.count() + 1);
        windows.put(source, next);
        return next;
    }

    private void expire(Instant now, List<AuditEvent> due) {
        var each = windows.entrySet().iterator();
        while (each.hasNext()) {
            var entry = each.next();
            boolean over = entry.getValue().isOver(now);
            if (over || windows.size() >= MOST_SOURCES) {
                rest(entry.getKey(), entry.getValue(), due);
                each.remove();
            }
        }
    }

    private static void rest(Source source, Window window, List<AuditEvent> due) {
        if (window.count() > SINGLE) {
            due.add(event(source, window.count() - SINGLE));
        }
    }

    private static AuditEvent event(Source source, int count) {
        return new AccessEvent.AuthenticationFailed(
                source.address(), source.credential(), source.why(), count);
    }

    private void record(List<AuditEvent> events) {
        events.forEach(event -> ledger.commit(new Ledger.Append(event)));
    }
}
