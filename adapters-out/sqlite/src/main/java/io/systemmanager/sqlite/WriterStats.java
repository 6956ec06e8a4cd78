package io.systemmanager.sqlite;

/**
 * What the writer has done since it was opened.
 *
 * @param batches transactions with entries that became durable; each cost one sync
 * @param entries audit entries in them; divided by batches, how well callers share a sync
 * @param conflicts changes whose guard did not hold
 * @param failures transactions that did not become durable
 */
public record WriterStats(long batches, long entries, long conflicts, long failures) {

    WriterStats withFailure() {
        return new WriterStats(batches, entries, conflicts, failures + 1);
    }
}
