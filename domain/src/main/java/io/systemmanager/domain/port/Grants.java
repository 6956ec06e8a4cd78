package io.systemmanager.domain.port;

import io.systemmanager.domain.grant.GrantId;
import io.systemmanager.domain.journal.KeptGrant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads standing grants. What {@link Ledger#commit} answered is seen by every later call. What
 * somebody else wrote into the store is told as {@link KeptGrant.Unreadable} and hides nothing
 * else. Thread-safe.
 *
 * <p>Each method throws {@link LedgerUnavailable} when they cannot be read.
 */
public interface Grants {

    /** How many that are not over there may be at once. */
    int MOST_STANDING = 50;

    /** How many that are over are kept; the entries about the others stay in the ledger. */
    int MOST_OVER = 100;

    Optional<KeptGrant> find(GrantId id);

    /**
     * Those that are not over at that moment, or would not be if they could be read; oldest first.
     */
    List<KeptGrant> standing(Instant now);

    /** All, the newest first. */
    List<KeptGrant> latest(int limit);
}
