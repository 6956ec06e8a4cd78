package io.systemmanager.sqlite;

import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.audit.SystemEvent;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the ledger when nobody calls: for room on its disk, for files that were taken away,
 * for the end of a failure, and at times for entries that somebody else changed. A platform thread,
 * since what it reads is read by native code.
 */
final class Caretaker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Caretaker.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int LONGEST_BACKOFF = 8;

    private final Custody custody;
    private final GroupCommit commits;
    private final Writer writer;
    private final Patrol patrol;
    private final Upkeep upkeep;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private int backoff = 1;
    private int rest;
    private long nextPatrol;

    Caretaker(Custody custody, GroupCommit commits, Writer writer, Patrol patrol, Upkeep upkeep) {
        this.custody = custody;
        this.commits = commits;
        this.writer = writer;
        this.patrol = patrol;
        this.upkeep = upkeep;
        this.nextPatrol = System.nanoTime() + upkeep.patrol().toNanos();
        this.thread = Thread.ofPlatform().name("ledger-caretaker").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Returns when it looks no more. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Looks at room, files and failures now.
     *
     * @param within how long the disk may take to answer
     * @throws LedgerUnavailable when it could not be written, or not within that time
     */
    void look(Duration within) {
        custody.look();
        var state = custody.condition().state();
        boolean lost = state != LedgerState.SUSPECT && commits.hasLostItsFiles();
        if (lost || state == LedgerState.DEGRADED) {
            writer.probe(within);
        }
    }

    /** Goes through what is stored; what is wrong there ends all writing. */
    void patrol() {
        if (custody.condition().state() != LedgerState.SUSPECT) {
            patrol.walk().ifPresent(this::alarm);
        }
    }

    private void alarm(String why) {
        try {
            writer.commit(new Ledger.Append(new SystemEvent.VerifyFailed(why)));
        } catch (LedgerUnavailable unwritten) {
            LOG.warn("that the ledger does not verify could not be written into it", unwritten);
        }
        custody.suspect(why);
    }

    private void run() {
        try {
            while (!closing.await(upkeep.look().toMillis(), TimeUnit.MILLISECONDS)) {
                lookWithBackoff();
                if (System.nanoTime() - nextPatrol >= 0) {
                    nextPatrol = System.nanoTime() + upkeep.patrol().toNanos();
                    patrol();
                }
            }
        } catch (InterruptedException unforeseen) {
            Thread.currentThread().interrupt(); // nobody else knows this thread
        }
    }

    private void lookWithBackoff() {
        if (--rest > 0) {
            return;
        }
        try {
            look(PATIENCE);
            backoff = 1;
        } catch (LedgerUnavailable still) {
            LOG.debug("the ledger still fails", still);
            backoff = Math.min(backoff * 2, LONGEST_BACKOFF);
        }
        rest = backoff;
    }
}
