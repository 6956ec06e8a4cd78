package io.systemmanager.domain.port;

import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.journal.KeptApproval;
import io.systemmanager.domain.json.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads approvals. What {@link Ledger#commit} answered is seen by every later call. How what was
 * approved ended stands in its operation's record. What somebody else wrote into the store is told
 * as {@link KeptApproval.Unreadable} and hides nothing else. Thread-safe.
 *
 * <p>Each method throws {@link LedgerUnavailable} when they cannot be read.
 */
public interface Approvals {

    /** How many of one caller may be open at once. */
    int MOST_OPEN = 5;

    Optional<KeptApproval> find(ApprovalId id);

    /** Those that are pending or approved, or would be if they could be read; the oldest first. */
    List<KeptApproval> open();

    /** All, the newest first. */
    List<KeptApproval> latest(int limit);

    /** Whether that caller was denied exactly this since then; a moment that cannot be read is. */
    boolean wasDenied(Subject requester, Digest digest, Instant since);

    /** What that caller was denied since then, what cannot be read among it. */
    List<KeptApproval> denied(Subject requester, Instant since);
}
