package io.systemmanager.sqlite;

import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.domain.trail.AuditPage;
import io.systemmanager.domain.trail.AuditQuery;
import io.systemmanager.domain.trail.AuditRecord;
import io.systemmanager.domain.trail.EntryProof;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The log in a ledger's file, read beside the server that writes it or without one. It needs no
 * key, shows what is stored and vouches for nothing. For one thread, a platform thread; it never
 * writes into the database.
 */
public final class StoredTrail implements AutoCloseable {
    private static final int AT_ONCE = 200;

    private final Connection connection;

    private StoredTrail(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens the file for reading. A reader who may not write in its folder cannot make the files
     * that SQLite wants beside it; when there is no server whose commits could be missed, the
     * database is then read as it lies there.
     *
     * @throws LedgerUnavailable when it is no ledger that can be read
     */
    public static StoredTrail open(Path ledger) {
        var connections = new Connections(ledger.toAbsolutePath());
        try {
            return new StoredTrail(tried(connections.reader()));
        } catch (SQLException e) {
            if (Files.exists(ledger.resolveSibling(ledger.getFileName() + "-wal"))) {
                throw unreadable(e);
            }
        }
        try {
            return new StoredTrail(tried(connections.frozen()));
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** As {@link io.systemmanager.domain.port.AuditTrail#query} finds them. */
    public AuditPage query(AuditQuery query) {
        return read(AuditQueries.page(query));
    }

    public Optional<AuditRecord> entry(long seq) {
        return read(AuditQueries.entry(seq));
    }

    /** The proof under the latest note; empty when there is no such entry, or not yet under it. */
    public Optional<EntryProof> prove(long seq) {
        return read(AuditQueries.proof(seq));
    }

    /** The latest note; empty where there is none that can be read. */
    public Optional<SignedNote> note() {
        return read(from -> new TreeRows(from).head()).flatMap(SignedNote::parse);
    }

    /** At most that many entries from an index on, in their order. */
    public List<AuditRecord> from(long seq, int limit) {
        return read(connection -> AuditQueries.from(connection, seq, limit));
    }

    /** Goes through the entries from one index to before another, in their order. */
    public void each(long from, long end, Consumer<AuditRecord> visitor) {
        long next = from;
        while (next < end) {
            var some = from(next, (int) Math.min(AT_ONCE, end - next));
            if (some.isEmpty()) {
                return;
            }
            some.forEach(visitor);
            next = some.getLast().seq() + 1;
        }
    }

    /** The index of the first entry that is stored: those before were pruned. */
    public long begin() {
        return read(AuditQueries::first);
    }

    /** The index that the next entry will have. */
    public long end() {
        return read(AuditQueries::size);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private <T> T read(Readers.Query<T> query) {
        try {
            return query.run(connection);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** SQLite looks at the file only when it must. */
    private static Connection tried(Connection connection) throws SQLException {
        try {
            AuditQueries.size(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static LedgerUnavailable unreadable(SQLException e) {
        return new LedgerUnavailable("the ledger cannot be read: " + e.getMessage(), e);
    }
}
