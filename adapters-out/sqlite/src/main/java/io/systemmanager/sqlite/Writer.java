package io.systemmanager.sqlite;

import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.time.Duration;
import java.util.List;

/**
 * The one thread that writes: takes what is waiting, writes it down, takes what came in meanwhile,
 * and makes all of it durable at once. The sync under way is the window in which the next batch
 * gathers; after it the writer waits a fraction of its time for the senders it has just woken, or
 * the first of them would get a sync alone and the rest wait for two.
 *
 * <p>A platform thread, since SQLite is native code and would pin the carrier of a virtual one.
 */
final class Writer implements AutoCloseable {
    static final int QUEUE = 8_192;
    private static final Duration PATIENCE_WHEN_FULL = Duration.ofSeconds(2);
    private static final Duration PATIENCE_FOR_PRUNE = Duration.ofMinutes(10);

    /** The part of a sync for which the next batch gathers. */
    private static final int GATHERING = 4;

    private static final Duration GATHERING_AT_MOST = Duration.ofMillis(5);

    /** Of the queue, for one sender: three others can be as mad before anyone else waits. */
    static final int SHARE = QUEUE / 4;

    private final FairQueue<Lane, Unit> queue = new FairQueue<>(QUEUE, SHARE);
    private final Deadlines deadlines = new Deadlines();

    private final GroupCommit commits;
    private final Condition condition;
    private final Scribe scribe;
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean ended;
    private int lastBatch;

    Writer(GroupCommit commits, Condition condition, Scribe scribe) {
        this.commits = commits;
        this.scribe = scribe;
        this.condition = condition;
        this.thread = Thread.ofPlatform().name("ledger-writer").daemon().unstarted(this::run);
    }

    void start() {
        deadlines.start();
        thread.start();
    }

    /** Hands a change in and waits until it is durable. */
    Ledger.Commit commit(Ledger.Change change) {
        condition.refusal(change).ifPresent(Writer::refuse);
        return submit(Unit.of(change, scribe));
    }

    /** Returns when the disk took a page; throws when it did not, or not within that time. */
    void probe(Duration within) {
        // For a place in the queue, for the answer, and once more when it is being written.
        submit(Unit.of(new Unit.Work.Probe(), within.dividedBy(3)));
    }

    /** Replaces the epoch's key. */
    Ledger.Commit rotate(Subject by) {
        return submit(Unit.of(new Unit.Work.Rotation(by)));
    }

    /** Makes credentials of the log before this one good. */
    Ledger.Commit carryOver(List<TokenRecord> tokens) {
        return submit(Unit.of(new Unit.Work.CarryOver(tokens)));
    }

    /** Removes entries that are in an archive. */
    Ledger.Commit prune(Unit.Work.Prune prune) {
        return submit(Unit.of(prune, PATIENCE_FOR_PRUNE));
    }

    /**
     * Keeps a signed note, or lets it go where nothing is written: the end of that brings an entry
     * of its own, and with it another note.
     */
    void note(Checkpoint checkpoint, SignedNote note) {
        if (!condition.isWritable()) {
            return;
        }
        submit(Unit.of(new Unit.Work.Head(checkpoint, note)));
    }

    /** What is durable, signed. */
    SignedNote signed() {
        return commits.note().orElseThrow();
    }

    WriterStats stats() {
        return commits.stats();
    }

    int waiting() {
        return queue.size();
    }

    /** Takes nothing new, writes what was handed in, and closes the connection. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        deadlines.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Ledger.Commit submit(Unit unit) {
        if (closing) {
            throw closed();
        }
        try {
            var patience = unit.patience();
            var wait = patience.compareTo(PATIENCE_WHEN_FULL) < 0 ? patience : PATIENCE_WHEN_FULL;
            requirePlace(queue.offer(unit.lane(), unit, wait));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailable("the call was given up before it was recorded", e);
        }
        if (ended && unit.claim()) {
            // The writer looked into the queue for the last time before the unit came in.
            throw closed();
        }
        deadlines.watch(unit);
        try {
            return unit.await();
        } finally {
            deadlines.forget(unit);
        }
    }

    private void requirePlace(FairQueue.Offer answer) {
        switch (answer) {
            case TAKEN -> {}
            case SHARE_USED ->
                    throw new LedgerUnavailable(
                            LedgerState.BUSY, "the ledger is busy: one caller asks too much of it");
            case FULL -> {
                condition.queueFull();
                throw new LedgerUnavailable(
                        LedgerState.BUSY, "the ledger is busy: its queue is full");
            }
        }
    }

    private static void refuse(LedgerUnavailable why) {
        throw why;
    }

    private void run() {
        try (commits) {
            while (!closing) {
                writeBatch();
            }
            for (var rest = queue.poll(Intake.MOST);
                    !rest.isEmpty();
                    rest = queue.poll(Intake.MOST)) {
                carryOut(new Intake(queue, rest, 0, Duration.ZERO));
            }
        } finally {
            ended = true;
            // Handed in since; after this look, senders see that it ended.
            queue.poll(QUEUE).forEach(Writer::turnAway);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // nothing hangs on whether it is heeded
    private void writeBatch() {
        List<Unit> first;
        try {
            // Where processors are short, senders that could run hand in for this batch.
            Thread.yield();
            first = queue.take(Intake.MOST);
        } catch (InterruptedException e) {
            return; // the ledger is being closed; the loop looks and ends
        }
        if (queue.size() < QUEUE / 2) {
            condition.queueDrained();
        }
        carryOut(new Intake(queue, first, lastBatch, gathering()));
    }

    private void carryOut(Intake intake) {
        boolean told = false;
        try {
            commits.carryOut(intake);
            told = true;
        } finally {
            lastBatch = intake.size();
            if (!told) { // an error of the machine
                intake.fail(new LedgerUnavailable("the ledger is broken"));
            }
        }
    }

    private Duration gathering() {
        var fraction = commits.lastSync().dividedBy(GATHERING);
        return fraction.compareTo(GATHERING_AT_MOST) < 0 ? fraction : GATHERING_AT_MOST;
    }

    private static void turnAway(Unit unit) {
        if (unit.claim()) {
            unit.fail(closed());
        }
    }

    private static LedgerUnavailable closed() {
        return new LedgerUnavailable("the ledger is closed");
    }
}
