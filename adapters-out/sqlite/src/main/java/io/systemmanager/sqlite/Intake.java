package io.systemmanager.sqlite;

import io.systemmanager.domain.port.LedgerUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The units of one batch: what waited when it began, and what comes in while that is being written.
 * For the thread that writes.
 */
final class Intake {

    /** What one batch holds at most. */
    static final int MOST = 512;

    private final FairQueue<Lane, Unit> queue;
    private final int enough;
    private final List<Unit> taken = new ArrayList<>();
    private List<Unit> first;
    private Duration idle;

    /**
     * @param first that the batch begins with
     * @param enough that it waits for no further ones
     * @param idle how long it waits for them, in all
     */
    Intake(FairQueue<Lane, Unit> queue, List<Unit> first, int enough, Duration idle) {
        this.queue = queue;
        this.first = first;
        this.enough = enough;
        this.idle = idle;
    }

    /** Takes the next units; none when the batch is complete. */
    List<Unit> next() {
        var units = first.isEmpty() ? late() : first;
        first = List.of();
        var claimed = units.stream().filter(Unit::claim).toList();
        taken.addAll(claimed);
        return claimed;
    }

    /** How many units were taken. */
    int size() {
        return taken.size();
    }

    /** Tells every unit that was taken. */
    void fail(LedgerUnavailable why) {
        taken.forEach(unit -> unit.fail(why));
    }

    private List<Unit> late() {
        long since = System.nanoTime();
        try {
            return queue.poll(MOST - size(), size() < enough ? idle : Duration.ZERO);
        } catch (InterruptedException e) {
            return List.of(); // the ledger is being closed; what is left comes in the next batch
        } finally {
            idle = idle.minusNanos(System.nanoTime() - since);
        }
    }
}
