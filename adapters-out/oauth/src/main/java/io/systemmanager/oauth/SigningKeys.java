package io.systemmanager.oauth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys, kept and fetched anew within limits. Many callers wait for one fetch, and no caller can
 * cause more than one in each pause, whatever key ids it makes up. Thread-safe.
 */
final class SigningKeys {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final Duration PATIENCE = Duration.ofSeconds(6); // a fetch takes 5 at most

    /**
     * @param fresh so long keys are used without another look
     * @param usable so long they are used while no new ones can be had
     * @param pause between two fetches, whatever is asked for
     */
    record Times(Duration fresh, Duration usable, Duration pause) {
        /** 10 minutes, an hour, and that pause. */
        static Times pausing(Duration pause) {
            return new Times(Duration.ofMinutes(10), Duration.ofHours(1), pause);
        }
    }

    /** What is known of a key. */
    sealed interface Found {

        /** It is in these keys. */
        record Known(KeySet keys) implements Found {}

        /** There is none of that id, as of a moment ago. */
        record Unknown() implements Found {}

        /** Keys that could tell cannot be had. */
        record Unavailable(Duration retryAfter) implements Found {}
    }

    private record Kept(KeySet keys, Instant since) {}

    private final KeySource source;
    private final Times times;
    private final InstantSource clock;
    private final Executor executor;
    private Optional<Kept> kept = Optional.empty();
    private Optional<Instant> lastBegun = Optional.empty();
    private boolean lastFailed;
    private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

    /**
     * @param executor runs a fetch, which blocks
     */
    SigningKeys(KeySource source, Times times, InstantSource clock, Executor executor) {
        this.source = source;
        this.times = times;
        this.clock = clock;
        this.executor = executor;
    }

    /** The keys among which is one of that id; waits for a fetch where that may help. */
    Found find(String id) {
        var now = clock.instant();
        var known = usable(now).filter(each -> each.keys().has(id));
        if (known.isPresent()) {
            if (age(known.get(), now).compareTo(times.fresh()) >= 0) {
                refresh();
            }
            return new Found.Known(known.get().keys());
        }
        await(begin());
        return afterFetch(id);
    }

    /** Sees to it that the keys are fetched soon, within the limits. */
    void refresh() {
        var _ = begin(); // what comes of it stands in the log
    }

    /** Fetches the keys, unless that is being done or was done within the pause. */
    private synchronized CompletableFuture<Void> begin() {
        var now = clock.instant();
        boolean paused =
                lastBegun
                        .filter(begun -> !now.isBefore(begun)) // else the clock was set back
                        .map(begun -> now.isBefore(begun.plus(times.pause())))
                        .orElse(false);
        if (running.isDone() && !paused) {
            lastBegun = Optional.of(now);
            running = CompletableFuture.runAsync(this::fetch, executor);
        }
        return running;
    }

    /** Whether the last fetch failed; looks again, in the background, when it did. */
    boolean failing() {
        boolean failing;
        synchronized (this) {
            failing = lastFailed;
        }
        if (failing) {
            refresh();
        }
        return failing;
    }

    private synchronized Found afterFetch(String id) {
        var now = clock.instant();
        var keys = usable(now).map(Kept::keys);
        if (keys.filter(each -> each.has(id)).isPresent()) {
            return new Found.Known(keys.get());
        }
        return keys.isEmpty() || lastFailed || !running.isDone()
                ? new Found.Unavailable(untilNext(now))
                : new Found.Unknown();
    }

    private Duration untilNext(Instant now) {
        var left = lastBegun.map(begun -> Duration.between(now, begun.plus(times.pause())));
        return left.filter(Duration::isPositive).orElse(Duration.ofSeconds(1));
    }

    private synchronized Optional<Kept> usable(Instant now) {
        return kept.filter(each -> age(each, now).compareTo(times.usable()) < 0);
    }

    private static Duration age(Kept kept, Instant now) {
        return Duration.between(kept.since(), now);
    }

    private void fetch() {
        var begun = clock.instant();
        var fetched = source.fetch();
        synchronized (this) {
            switch (fetched) {
                case KeySource.Fetched.Got(var keys) -> {
                    kept = Optional.of(new Kept(keys, begun));
                    lastFailed = false;
                }
                case KeySource.Fetched.Failed(var why) -> {
                    LOG.warn("the authorization server's keys cannot be had: {}", why);
                    lastFailed = true;
                }
            }
        }
    }

    private static void await(CompletableFuture<Void> fetch) {
        try {
            fetch.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("a fetch of the authorization server's keys did not end well", e);
        }
    }
}
