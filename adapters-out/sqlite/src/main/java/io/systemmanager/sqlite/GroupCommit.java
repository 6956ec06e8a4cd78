package io.systemmanager.sqlite;

import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

    private static final long AT_START = 20_000; // entries that are hashed again: about 0.2 s
    private static final long AGAIN = 256; // after a failed write

    private final LedgerFile file;
    private final Connections connections;
    private final Batch.Scribe scribe;
    private final KnownTokens tokens;
    private final LogKeys keys;
    private @Nullable WriteSession session;
    private LedgerFile.@Nullable Place place;

    /** The tree over the entries that are known to be durable. */
    private @Nullable LogTree tree;

    private volatile Optional<Checkpoint> checkpoint = Optional.empty();

    private volatile WriterStats stats = new WriterStats(0, 0, 0, 0);
    private volatile boolean failing;

    /** Opens the connection, so that what is wrong shows at the start. */
    GroupCommit(
            LedgerFile file,
            Connections connections,
            Batch.Scribe scribe,
            KnownTokens tokens,
            LogKeys keys) {
        this.keys = keys;
        this.file = file;
        this.connections = connections;
        this.scribe = scribe;
        this.tokens = tokens;
        try {
            session();
        } catch (LedgerUnavailable e) {
            discard();
            throw e;
        } catch (SQLException | IllegalArgumentException e) {
            discard();
            throw new LedgerUnavailable("the ledger cannot be opened for writing", e);
        }
    }

    /** What is durable now; empty before the first look. */
    Optional<Checkpoint> checkpoint() {
        return checkpoint;
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
        var grown = Objects.requireNonNull(tree).copy();
        var batch = new Batch(current, scribe, tokens, grown);
        current.begin();
        for (var unit : units) {
            batch.write(unit);
        }
        batch.seal();
        current.commit();
        if (!file.place().equals(place)) {
            throw new LedgerUnavailable("the ledger's file was moved away or deleted");
        }
        know(grown);
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
        var found = new LogCheck(open.tree(), keys).restore(tree == null ? AT_START : AGAIN);
        if (tree != null && found.size() < tree.size()) {
            throw new LedgerUnavailable("the ledger lost entries that were durable");
        }
        // More than known can be there: a commit that failed in its last step may have held.
        know(found);
        tokens.load(open.tokens());
        place = file.place();
        return open;
    }

    private void know(LogTree durable) {
        tree = durable;
        checkpoint = Optional.of(durable.checkpoint());
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
