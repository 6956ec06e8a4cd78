package io.systemmanager.sqlite;

import io.systemmanager.domain.approval.Agreement;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.merkle.MerkleTree;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Moves the oldest entries of a ledger into an archive. What remains proves as much as before: the
 * nodes of the tree stay, so every root and proof at or after the cut does too. The archive's hash
 * and the root at the cut stand in the entry about it. Evidence that only those entries name goes
 * with them.
 *
 * @param file of that ledger
 * @param clock by which grants stand
 */
public record Pruner(SqliteLedger ledger, Path file, InstantSource clock) {
    private static final int TILE = 256;

    /**
     * What would be moved.
     *
     * @param from the first entry: how many were pruned before
     * @param size the first that stays
     * @param archive where they would go
     */
    public record Prunable(long from, long size, Path archive) {}

    /**
     * What was moved.
     *
     * @param cut the log as it stood at the cut
     */
    public record Pruned(Checkpoint cut, Digest archive) {}

    /**
     * The largest cut at which only entries from before that moment are cut off: up to the first
     * that is not, for clocks go backwards.
     */
    public long sizeBefore(Instant moment) {
        try (var connection = new Connections(file.toAbsolutePath()).reader();
                var statement =
                        connection.prepareStatement(
                                "SELECT coalesce(min(idx), (SELECT max(idx) + 1 FROM audit_entry))"
                                        + " FROM audit_entry WHERE time >= ?")) {
            statement.setString(1, moment.toString());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /**
     * The entries that a prune would move. Its end is the largest multiple of 256 that is not
     * beyond the size given, nor beyond an entry that something is still held against: the intent
     * of an operation that runs or waits for people, the making of a grant that stands.
     *
     * @param archive must not be there
     * @throws IllegalArgumentException when there is nothing to prune up to there
     */
    public Prunable prunable(long before, Path archive) throws IOException {
        Archive.requireNone(archive);
        try (var connection = new Connections(file.toAbsolutePath()).reader()) {
            var rows = new TreeRows(connection);
            long from = rows.first();
            long cut = cut(connection, rows, before, clock.instant());
            if (cut <= from) {
                throw new IllegalArgumentException(
                        "there is nothing to prune: whole blocks of 256 entries are, and the next"
                                + " ends at "
                                + (from + TILE));
            }
            return new Prunable(from, cut, archive);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /**
     * Prunes. The archive is durable before an entry is removed.
     *
     * @param entries as {@link #prunable} found them in this ledger, since it was opened
     */
    public Pruned prune(Agreement agreed, Prunable entries) throws IOException {
        long cut = entries.size();
        try (var files = Archive.begin(entries.archive());
                var connection = new Connections(file.toAbsolutePath()).reader()) {
            var rows = new TreeRows(connection);
            var digest = files.entries(rows, entries.from(), cut);
            files.evidence(rows, cut);
            files.publish();
            var at = new Checkpoint(origin(), cut, new MerkleTree(rows, cut).root());
            ledger.prune(new Unit.Work.Prune(agreed, at, digest));
            files.keep(rows.note("prune", cut).orElseThrow());
            giveBack();
            return new Pruned(at, digest);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** The room of what was removed goes back to the file system. */
    private void giveBack() throws SQLException {
        try (var connection = new Connections(file.toAbsolutePath()).writer();
                var statement = connection.createStatement()) {
            // As an update: the driver goes through all its steps then, each of which frees a page.
            statement.executeUpdate("PRAGMA incremental_vacuum");
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private static LedgerUnavailable unreadable(SQLException e) {
        return new LedgerUnavailable("the ledger cannot be read: " + e.getMessage(), e);
    }

    private String origin() {
        return Checkpoint.parse(ledger.note().text()).orElseThrow().origin();
    }

    private static long cut(Connection connection, TreeRows rows, long before, Instant now)
            throws SQLException {
        long most = Math.min(before, rows.size());
        try (var statement =
                connection.prepareStatement(
                        "SELECT min(idx) FROM (SELECT intent AS idx FROM operation"
                                + " WHERE status IN ('running', 'approval_required')"
                                + " UNION ALL SELECT made FROM standing_grant WHERE over_ms > ?)")) {
            statement.setLong(1, now.toEpochMilli());
            try (var needed = statement.executeQuery()) {
                long first = needed.next() ? needed.getLong(1) : 0;
                most = needed.wasNull() ? most : Math.min(most, first);
            }
        }
        return Math.max(0, most) / TILE * TILE;
    }
}
