package io.systemmanager.sqlite;

import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.domain.port.EpochKeys;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Checks a whole ledger without changing it, also while a server writes it. */
public final class LedgerCheck {
    private LedgerCheck() {}

    /**
     * What was found good.
     *
     * @param log the text of the log's verifier key
     * @param firstEpoch that of the epoch from which its changes were walked
     * @param epoch that of the epoch in force
     */
    public record Found(Checkpoint checkpoint, String log, String firstEpoch, String epoch) {}

    /**
     * Hashes every entry again, compares the tree above them, the seal of the last commit and the
     * signed note, and walks every change of the epoch's key. Takes some seconds for a million
     * entries. Call it on a platform thread.
     *
     * @return the state that was found good
     * @throws LedgerUnavailable when anything disagrees, or the file cannot be read; the message
     *     says what
     */
    public static Checkpoint verify(Path ledger, LogKeys keys) {
        return verify(ledger, new FixedKeys(keys)).checkpoint();
    }

    /** The same with keys whose epoch may change meanwhile. */
    public static Found verify(Path ledger, EpochKeys keys) {
        return verify(ledger, keys, List.of());
    }

    /** The same, and that the log has grown from each state that is remembered. */
    public static Found verify(Path ledger, EpochKeys keys, List<Remembered> remembered) {
        var kept = new ArrayList<>(keys.kept());
        try (var connection = new Connections(ledger.toAbsolutePath()).reader();
                var statement = connection.createStatement()) {
            statement.execute("BEGIN"); // so that all of it is of one moment
            var rows = new TreeRows(connection);
            rows.size(); // the moment is that of the first read
            kept.addAll(keys.kept()); // the epoch's key may have changed just before it
            var found = found(rows, kept);
            for (var each : remembered) {
                each.requireIn(rows, found.checkpoint().origin());
            }
            return found;
        } catch (SQLException e) {
            throw new LedgerUnavailable("the ledger cannot be read: " + e.getMessage(), e);
        }
    }

    /** The same of a file that nobody writes, with those keys. */
    static Found verify(Path ledger, List<LogKeys> kept) {
        try (var connection = new Connections(ledger.toAbsolutePath()).reader()) {
            return found(new TreeRows(connection), kept);
        } catch (SQLException e) {
            throw new LedgerUnavailable("the copy cannot be read: " + e.getMessage(), e);
        }
    }

    private static Found found(TreeRows rows, List<LogKeys> kept) throws SQLException {
        var tree = new LogCheck(rows, kept).restore(Long.MAX_VALUE);
        var keys = tree.keys();
        var log = keys.log().verifier();
        long floor = rows.floor().map(TreeRows.Floor::size).orElse(0L);
        var first =
                tree.size() == 0
                        ? keys.epoch().verifier()
                        : new EpochWalk(rows, floor, log).first();
        return new Found(
                tree.checkpoint(), log.text(), first.text(), keys.epoch().verifier().text());
    }
}
