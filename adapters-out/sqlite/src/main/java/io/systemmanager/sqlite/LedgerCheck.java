package io.systemmanager.sqlite;

import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.nio.file.Path;
import java.sql.SQLException;

/** Checks a whole ledger without changing it, also while a server writes it. */
public final class LedgerCheck {
    private LedgerCheck() {}

    /**
     * Hashes every entry again, compares the tree above them, the seal of the last commit and the
     * signed note. Takes some seconds for a million entries. Call it on a platform thread.
     *
     * @return the state that was found good
     * @throws LedgerUnavailable when anything disagrees, or the file cannot be read; the message
     *     says what
     */
    public static Checkpoint verify(Path ledger, LogKeys keys) {
        try (var connection = new Connections(ledger.toAbsolutePath()).reader();
                var statement = connection.createStatement()) {
            statement.execute("BEGIN"); // so that all of it is of one moment
            return new LogCheck(new TreeRows(connection), keys)
                    .restore(Long.MAX_VALUE)
                    .checkpoint();
        } catch (SQLException e) {
            throw new LedgerUnavailable("the ledger cannot be read: " + e.getMessage(), e);
        }
    }
}
