package io.systemmanager.sqlite;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends the waits for the writer that take too long. One look for all of them, ten times a second: a
 * timer for each wait would wake another thread twice for each entry. Thread-safe.
 */
final class Deadlines implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Set<Unit> waiting = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("ledger-deadlines").daemon().unstarted(this::run);

    void start() {
        thread.start();
    }

    /** Looks after a unit until it has its answer. */
    void watch(Unit unit) {
        waiting.add(unit);
    }

    /** The unit's sender waits no more. */
    void forget(Unit unit) {
        waiting.remove(unit);
    }

    /** Looks no more; nothing is left to wait for. */
    @Override
    public void close() {
        closing.countDown();
    }

    private void run() {
        try {
            while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                long now = System.nanoTime();
                waiting.forEach(unit -> unit.giveUpWhenOverdue(now));
            }
        } catch (InterruptedException unforeseen) {
            Thread.currentThread().interrupt(); // nobody else knows this thread
        }
    }
}
