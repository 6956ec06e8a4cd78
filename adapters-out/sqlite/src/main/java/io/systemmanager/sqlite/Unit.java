package io.systemmanager.sqlite;

import io.systemmanager.domain.approval.Agreement;
import io.systemmanager.domain.audit.EntryDraft;
import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * One piece of work for the writer, with the answer that its sender waits for. Either the writer
 * takes it or it is withdrawn, never both. Thread-safe.
 */
final class Unit {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Work work;
    private final long patience;
    private final long since = System.nanoTime();
    private final CompletableFuture<Ledger.Commit> answer = new CompletableFuture<>();
    private final AtomicBoolean spokenFor = new AtomicBoolean();

    private Unit(Work work, Duration patience) {
        this.work = work;
        this.patience = patience.toNanos();
    }

    /** A change, with the usual patience. */
    static Unit of(Ledger.Change change, Scribe scribe) {
        var events = Stream.concat(Stream.of(change.event()), change.further().stream());
        return of(new Work.Change(change, events.map(scribe::draft).toList()));
    }

    /** Any work, with the usual patience. */
    static Unit of(Work work) {
        return of(work, PATIENCE);
    }

    /**
     * @param patience how long the unit may wait until the writer takes it, and in all until it is
     *     not known any more how it ends: twice that
     */
    static Unit of(Work work, Duration patience) {
        return new Unit(work, patience);
    }

    /** What a unit writes. */
    sealed interface Work {
        /** A change of state with its entries. */
        record Change(Ledger.Change change, List<EntryDraft> entries) implements Work {}

        /** No entry: only whether the disk takes writes. */
        record Probe() implements Work {}

        /** The signed note of entries that are durable. */
        record Head(Checkpoint checkpoint, SignedNote note) implements Work {}

        /** The next epoch's key takes over. */
        record Rotation(Subject by) implements Work {}

        /** Credentials of the log before this one go on to be good. */
        record CarryOver(List<TokenRecord> tokens) implements Work {
            public CarryOver {
                tokens = List.copyOf(tokens);
            }
        }

        /** The entries below the cut are in an archive, and are removed. */
        record Prune(Agreement agreed, Checkpoint cut, Digest archive) implements Work {}
    }

    Work work() {
        return work;
    }

    boolean isProbe() {
        return work instanceof Work.Probe;
    }

    /** Who waits for it. */
    Lane lane() {
        return work instanceof Work.Change(var change, _) ? Lane.of(change) : new Lane.Own();
    }

    Duration patience() {
        return Duration.ofNanos(patience);
    }

    /** The writer's claim, or that of who withdraws it; true for the first of them. */
    boolean claim() {
        return spokenFor.compareAndSet(false, true);
    }

    /** Tells how it ended; the first word counts. */
    void answer(Ledger.Commit commit) {
        answer.complete(commit);
    }

    /** Tells that it did not end well; the first word counts. */
    void fail(LedgerUnavailable why) {
        answer.completeExceptionally(why);
    }

    boolean isAnswered() {
        return answer.isDone();
    }

    /**
     * Withdraws what waited its time for the writer. What the writer has taken gets as long again;
     * then its end is not known here.
     *
     * @param now of {@link System#nanoTime}
     */
    void giveUpWhenOverdue(long now) {
        long waited = now - since;
        if (waited >= patience && claim()) {
            fail(
                    new LedgerUnavailable(
                            LedgerState.BUSY, "the ledger is busy: too much waits to be written"));
        } else if (waited >= 2 * patience) {
            fail(
                    new LedgerUnavailable(
                            "the ledger did not answer in time; the entry may or may not be"
                                    + " durable"));
        }
    }

    /**
     * Waits for the answer, without a timer of its own: {@link Deadlines} ends what takes too long.
     * A sender that is interrupted withdraws what the writer has not taken yet.
     */
    Ledger.Commit await() {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw mine(e);
        } catch (InterruptedException e) {
            try {
                return withdrawOrWait(e);
            } finally {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Ledger.Commit withdrawOrWait(InterruptedException cause) {
        if (claim()) {
            var why = "the call was given up before it was recorded";
            throw new LedgerUnavailable(LedgerState.BUSY, why, cause);
        }
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw mine(e);
        }
    }

    /** A fresh exception, so that its stack trace is the sender's. */
    private static LedgerUnavailable mine(Exception carrier) {
        return carrier.getCause() instanceof LedgerUnavailable known
                ? new LedgerUnavailable(
                        known.state(), Objects.requireNonNull(known.getMessage()), carrier)
                : new LedgerUnavailable("the ledger is broken", carrier);
    }
}
