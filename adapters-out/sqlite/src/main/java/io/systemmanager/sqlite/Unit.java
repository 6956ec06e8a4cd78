package io.systemmanager.sqlite;

import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One piece of work for the writer, with the answer that its sender waits for. Either the writer
 * takes it or the sender withdraws it, never both.
 *
 * @param work what is written
 */
record Unit(Work work, CompletableFuture<Ledger.Commit> answer, AtomicBoolean spokenFor) {

    /** What a unit writes. */
    sealed interface Work {
        /** A change of state with its entry. */
        record Change(Ledger.Change change) implements Work {}

        /** No entry: only whether the disk takes writes. */
        record Probe() implements Work {}

        /** The signed note of entries that are durable. */
        record Head(Checkpoint checkpoint, SignedNote note) implements Work {}

        /** The next epoch's key takes over. */
        record Rotation(Subject by) implements Work {}

        /** The entries below the cut are in an archive, and are removed. */
        record Prune(Subject by, Checkpoint cut, Digest archive) implements Work {}
    }

    boolean isProbe() {
        return work instanceof Work.Probe;
    }

    /** Who waits for it. */
    Lane lane() {
        return work instanceof Work.Change(var change) ? Lane.of(change) : new Lane.Own();
    }

    static Unit of(Ledger.Change change) {
        return of(new Work.Change(change));
    }

    static Unit of(Work work) {
        return new Unit(work, new CompletableFuture<>(), new AtomicBoolean());
    }

    /** The writer's or the sender's claim; true for the first of them. */
    boolean claim() {
        return spokenFor.compareAndSet(false, true);
    }

    void fail(LedgerUnavailable why) {
        answer.completeExceptionally(why);
    }

    /**
     * Waits for the answer.
     *
     * <p>A sender that is interrupted, or waited its time, withdraws what the writer has not taken
     * yet. What the writer has taken gets as long again; then its end is not known here.
     */
    Ledger.Commit await(Duration patience) {
        try {
            return answerWithin(patience);
        } catch (TimeoutException e) {
            return withdrawOrWait("the ledger is busy: too much waits to be written", patience, e);
        } catch (InterruptedException e) {
            try {
                return withdrawOrWait("the call was given up before it was recorded", patience, e);
            } finally {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Ledger.Commit withdrawOrWait(String why, Duration patience, Exception cause) {
        if (claim()) {
            throw new LedgerUnavailable(LedgerState.BUSY, why, cause);
        }
        try {
            return answerWithin(patience);
        } catch (TimeoutException | InterruptedException e) {
            throw new LedgerUnavailable(
                    "the ledger did not answer in time; the entry may or may not be durable", e);
        }
    }

    private Ledger.Commit answerWithin(Duration patience)
            throws TimeoutException, InterruptedException {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            // A fresh exception, so that its stack trace is the sender's.
            throw e.getCause() instanceof LedgerUnavailable known
                    ? new LedgerUnavailable(
                            known.state(), Objects.requireNonNull(known.getMessage()), e)
                    : new LedgerUnavailable("the ledger is broken", e);
        }
    }
}
