package io.systemmanager.application;

import io.systemmanager.domain.audit.SystemEvent;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.domain.port.LedgerWatch;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Records now and then that the server runs, so that a stretch without any entry says that it did
 * not. A beat that cannot be recorded is left out.
 */
public final class Heartbeat implements AutoCloseable {
    private final Ledger ledger;
    private final LedgerWatch watch;
    private final Duration pause;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private Heartbeat(Ledger ledger, LedgerWatch watch, Duration pause) {
        this.ledger = ledger;
        this.watch = watch;
        this.pause = pause;
        this.thread = Thread.ofVirtual().name("heartbeat").unstarted(this::run);
    }

    /**
     * Beats until it is closed, for the first time after the pause.
     *
     * @param pause between two beats, by a clock that nobody sets
     */
    public static Heartbeat start(Ledger ledger, LedgerWatch watch, Duration pause) {
        var heartbeat = new Heartbeat(ledger, watch, pause);
        heartbeat.thread.start();
        return heartbeat;
    }

    /** Returns when it beats no more. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                beat();
            }
        } catch (InterruptedException unforeseen) {
            Thread.currentThread().interrupt(); // nobody else knows this thread
        }
    }

    private void beat() {
        var event = new SystemEvent.Heartbeat(watch.condition(), watch.size());
        try {
            ledger.commit(new Ledger.Append(event));
        } catch (LedgerUnavailable left) {
            // The gap is the message; the ledger itself logs why.
        }
    }
}
