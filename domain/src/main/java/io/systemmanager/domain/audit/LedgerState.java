package io.systemmanager.domain.audit;

import java.util.Locale;

/**
 * What a ledger still takes; each state takes less than the one before. ADR 0024 says when a ledger
 * is in which and what ends it.
 */
public enum LedgerState {
    /** Everything. */
    NORMAL,
    /** All, but more waits to be written than the disk takes. */
    BUSY,
    /** No new changes of the host, since the disk is nearly full; what runs can still end. */
    LOW_SPACE,
    /** No calls of tools, since the disk failed; what is left is taken where it can be written. */
    DEGRADED,
    /** Nothing: it is not what this server wrote. Ends with the process. */
    SUSPECT;

    /** The word in entries, meters and logs. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
