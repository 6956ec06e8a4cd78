package io.systemmanager.sqlite;

import io.systemmanager.domain.port.LedgerUnavailable;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries batches out, each in one transaction with one sync. After a failure the connection is
 * thrown away and the next batch tries on a fresh one. Used by one thread at a time; the figures
 * may be read by any.
 */
final class GroupCommit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private final LedgerFile file;
    private final Connections connections;
    private final Batch.Scribe scribe;
    private final KnownTokens tokens;
    private @Nullable WriteSession session;
    private LedgerFile.@Nullable Place place;

    /** How many entries are known to be durable: the number of the next one. */
    private volatile long next;

    private volatile WriterStats stats = new WriterStats(0, 0, 0, 0);
    private volatile boolean failing;

    /** Opens the connection, so that what is wrong shows at the start. */
    GroupCommit(LedgerFile file, Connections connections, Batch.Scribe scribe, KnownTokens tokens) {
        this.file = file;
        this.connections = connections;
        this.scribe = scribe;
        this.tokens = tokens;
        try {
            session();
        } catch (SQLException | IllegalArgumentException e) {
            discard();
            throw new LedgerUnavailable("the ledger cannot be opened for writing", e);
        }
    }

    WriterStats stats() {
        return stats;
    }

    /** Whether the last batch did not become durable. */
    boolean failing() {
        return failing;
    }

    /** Writes all units or fails all of them; in both cases every unit has its answer then. */
    void carryOut(List<Unit> units) {
        try {
            var batch = transact(units);
            next = batch.next();
            stats = batch.addTo(stats);
            if (failing) {
                LOG.info("the ledger takes entries again");
                failing = false;
            }
            batch.answer();
        } catch (SQLException | RuntimeException e) {
            discard();
            stats = stats.withFailure();
            if (!failing) {
                LOG.error("the ledger takes no entries", e);
                failing = true;
            }
            var why = new LedgerUnavailable("the ledger cannot be written", e);
            units.forEach(unit -> unit.fail(why));
        }
    }

    /** Closes the connection; SQLite then moves what is in the write-ahead log into the file. */
    @Override
    public void close() {
        discard();
    }

    private Batch transact(List<Unit> units) throws SQLException {
        var current = session();
        var batch = new Batch(current, scribe, tokens, next);
        current.begin();
        for (var unit : units) {
            batch.write(unit);
        }
        current.commit();
        if (!file.place().equals(place)) {
            throw new LedgerUnavailable("the ledger's file was moved away or deleted");
        }
        return batch;
    }

    private WriteSession session() throws SQLException {
        var open = session;
        if (open != null) {
            return open;
        }
        file.requireInPlace();
        open = new WriteSession(connections.writer());
        session = open;
        long found = open.next();
        if (found < next) {
            throw new LedgerUnavailable("the ledger lost entries that were durable");
        }
        // More than known can be there: a commit that failed in its last step may have held.
        next = found;
        tokens.load(open.tokens());
        place = file.place();
        return open;
    }

    private void discard() {
        var open = session;
        session = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (SQLException e) {
            LOG.warn("a connection to the ledger did not close", e);
        }
    }
}
