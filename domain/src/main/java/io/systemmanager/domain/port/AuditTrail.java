package io.systemmanager.domain.port;

import io.systemmanager.domain.trail.AuditPage;
import io.systemmanager.domain.trail.AuditQuery;
import io.systemmanager.domain.trail.AuditRecord;
import io.systemmanager.domain.trail.EntryProof;
import io.systemmanager.domain.trail.LogGrowth;
import io.systemmanager.domain.trail.LogState;
import java.util.Optional;

/**
 * Reads the audit log. What {@link Ledger#commit} answered is seen by every later call; a signed
 * note, and so a proof, can be some seconds behind. Thread-safe.
 *
 * <p>It shows what is stored and does not vouch for it: {@link AuditRecord#intact} and {@link
 * LogState#flaw} say what can be said cheaply. Each method takes at most 2 s, and throws {@link
 * LedgerUnavailable} when the log cannot be read in that time.
 */
public interface AuditTrail {

    /** The newest entries first; one call looks at a bounded stretch of the log. */
    AuditPage query(AuditQuery query);

    /** The entry with that index. */
    Optional<AuditRecord> entry(long seq);

    /**
     * The proof that an entry is in the log of the latest note; empty when it is not, or not yet.
     */
    Optional<EntryProof> prove(long seq);

    /**
     * The proof that the log of the latest note begins with that of an earlier size; empty when the
     * note is of fewer entries.
     */
    Optional<LogGrowth> proveSince(long size);

    /** How the log stands, with a cheap check. */
    LogState state();
}
