package io.systemmanager.sqlite;

import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

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
        return new LedgerUnavailable(LedgerState.SUSPECT, text(why));
    }

    /** A disk that fails says nothing about the ledger; a file that is no database does. */
    static LedgerUnavailable because(String why, SQLException cause) {
        var state = isDamage(cause) ? LedgerState.SUSPECT : LedgerState.DEGRADED;
        return new LedgerUnavailable(state, text(why), cause);
    }

    /** Whether what was read cannot be what SQLite wrote. */
    static boolean isDamage(SQLException failure) {
        return failure instanceof SQLiteException sqlite
                && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB
                        || sqlite.getResultCode().name().startsWith("SQLITE_CORRUPT"));
    }

    private static String text(String why) {
        return "the ledger does not verify: " + why;
    }
}
