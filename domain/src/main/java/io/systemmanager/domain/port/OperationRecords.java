package io.systemmanager.domain.port;

import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.journal.IdempotencyKey;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationStatus;
import java.util.List;
import java.util.Optional;

/**
 * Reads operation records. What {@link Ledger#commit} answered is seen by every later call.
 * Thread-safe.
 *
 * <p>Each method throws {@link LedgerUnavailable} when the records cannot be read.
 */
public interface OperationRecords {

    Optional<OperationRecord> find(OperationId id);

    /** The record that a caller opened with that key. */
    Optional<OperationRecord> find(Subject caller, IdempotencyKey key);

    /**
     * The newest records first.
     *
     * @param caller only those of this caller; empty for all
     */
    List<OperationRecord> newest(
            Optional<Subject> caller, Optional<OperationStatus> status, int limit);

    /**
     * An operation without an end.
     *
     * @param seq the sequence number of its intent's entry
     */
    record Unsettled(OperationRecord operation, long seq) {}

    /**
     * The operations that are running, or indeterminate without a look at the target since; the
     * oldest first.
     *
     * @param after only those whose intent has a higher sequence number; -1 for all
     */
    List<Unsettled> unsettled(long after, int limit);
}
