package io.systemmanager.sqlite;

import io.systemmanager.domain.port.LedgerUnavailable;

/**
 * What to say of a ledger that is not what this server wrote: somebody else changed it, or its keys
 * are not its keys. Nothing is appended to it.
 */
final class Suspect {
    private Suspect() {}

    /**
     * @param why completes "the ledger does not verify:"
     */
    static LedgerUnavailable because(String why) {
        return new LedgerUnavailable(text(why));
    }

    static LedgerUnavailable because(String why, Throwable cause) {
        return new LedgerUnavailable(text(why), cause);
    }

    private static String text(String why) {
        return "the ledger does not verify: " + why;
    }
}
