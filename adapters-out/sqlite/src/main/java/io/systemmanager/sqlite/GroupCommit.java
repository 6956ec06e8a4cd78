package io.systemmanager.sqlite;

import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.port.EpochKeys;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries batches out, each in one transaction with one sync. After a failure the connection is
 * thrown away, the failure is told in an entry on a fresh one as soon as that can be written, and a
 * probe that succeeds ends it. Used by one thread at a time; the figures may be read by any.
 */
final class GroupCommit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private static final long AT_START = 20_000; // entries that are hashed again: about 0.2 s
    private static final long AGAIN = 256; // after a failed write

    private static final int COMMITS_UNMOVED = 64; // each writes some ten pages

    private final LedgerFile file;
    private final Connections connections;
    private final Scribe scribe;
    private final KnownTokens tokens;
    private final EpochKeys keys;
    private final Custody custody;
    private final ClockWatch clocks;
    private final Runnable onNewFiles;
    private @Nullable WriteSession session;
    private @Nullable PageMover mover;
    private int unmoved;

    /** Where the files of the session lie. */
    private volatile LedgerFile.@Nullable Place place;

    /** The tree over the entries that are known to be durable. */
    private @Nullable LogTree tree;

    /** What is durable, and by whose seal. */
    private record Durable(Checkpoint checkpoint, LogKeys keys) {}

    private volatile Optional<Durable> durable = Optional.empty();

    private Duration lastSync = Duration.ZERO;

    private volatile WriterStats stats = new WriterStats(0, 0, 0, 0);

    /**
     * Opens the connection, so that what is wrong shows at the start.
     *
     * @param onNewFiles runs when whoever reads must open the database anew
     */
    GroupCommit(
            LedgerFile file,
            Connections connections,
            Scribe scribe,
            KnownTokens tokens,
            EpochKeys keys,
            Custody custody,
            Runnable onNewFiles) {
        this.keys = keys;
        this.custody = custody;
        this.clocks = new ClockWatch(custody.clocks());
        this.onNewFiles = onNewFiles;
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
        return durable.map(Durable::checkpoint);
    }

    /** The same, signed by the keys that sealed it. */
    Optional<SignedNote> note() {
        return durable.map(now -> now.keys.sign(now.checkpoint));
    }

    WriterStats stats() {
        return stats;
    }

    /** How long the disk took for the last batch; for the thread that carries batches out. */
    Duration lastSync() {
        return lastSync;
    }

    /** How many entries are durable. */
    long size() {
        return checkpoint().map(Checkpoint::size).orElse(0L);
    }

    /** What compares stored entries with what was written; for any thread. */
    LogCheck check(TreeRows rows) {
        return new LogCheck(rows, keys.kept());
    }

    /** Whether what is written now goes into files that are gone or elsewhere; for any thread. */
    boolean hasLostItsFiles() {
        var known = place;
        return known != null && file.hasMoved(known);
    }

    /** Writes all units or fails all of them; in both cases every unit has its answer then. */
    void carryOut(Intake intake) {
        var first = intake.next();
        if (first.isEmpty()) {
            return; // all were withdrawn
        }
        try {
            transact(first, intake::next).answer();
        } catch (SQLException | RuntimeException e) {
            letGo();
            boolean untold = custody.failed(e);
            intake.fail(Custody.refusal(e));
            if (untold) {
                tell();
            }
        }
    }

    /** Closes the connection; SQLite then moves what is in the write-ahead log into the file. */
    @Override
    public void close() {
        discard();
    }

    private void tell() {
        try {
            transact(List.of(), List::of).answer();
        } catch (SQLException | RuntimeException e) {
            LOG.debug("that the ledger fails is told when it can be written", e);
            letGo();
        }
    }

    /**
     * @param more gives what came in meanwhile; none when the batch is complete
     */
    private Batch transact(List<Unit> first, Supplier<List<Unit>> more) throws SQLException {
        requireTrust();
        var current = session();
        var grown = Objects.requireNonNull(tree).copy();
        var batch = new Batch(current, scribe, tokens, keys, grown);
        current.begin();
        report(batch);
        for (var units = first; !units.isEmpty(); units = more.get()) {
            reportRecovery(batch, units);
            for (var unit : units) {
                batch.write(unit);
            }
        }
        batch.seal();
        if (hasLostItsFiles()) { // what is refused is then not in the file when it comes back
            throw lost();
        }
        long since = System.nanoTime();
        current.commit();
        lastSync = Duration.ofNanos(System.nanoTime() - since);
        if (!file.place().equals(place)) {
            throw lost();
        }
        boolean sameEpoch = batch.tree().keys().sameEpoch(grown.keys());
        know(batch.tree());
        moveNowAndThen();
        if (!sameEpoch) {
            settle(batch.tree().keys());
        }
        stats = batch.addTo(stats);
        return batch;
    }

    private void moveNowAndThen() {
        unmoved++;
        if (unmoved >= COMMITS_UNMOVED && mover != null) {
            mover.move();
            unmoved = 0;
        }
    }

    private static LedgerUnavailable lost() {
        return new LedgerUnavailable("the ledger's file was moved away or deleted");
    }

    private void requireTrust() {
        var refusal = custody.condition().refusalOfAll();
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    /** What the log has to say of itself comes before what the batch brings. */
    private void report(Batch batch) throws SQLException {
        if (batch.isAtTheBeginning()) {
            return; // the log's first entry is the one that opens it
        }
        var now = clocks.read();
        var step = clocks.stepTo(now);
        if (step.isPresent()) {
            batch.record(step.get(), () -> {});
        }
        batch.whenDurable(() -> clocks.keep(now));
        var failure = custody.condition().untold();
        if (failure.isPresent()) {
            batch.record(failure.get(), custody.condition()::told);
        }
    }

    /** A probe that succeeds ends a failure. */
    private void reportRecovery(Batch batch, List<Unit> units) throws SQLException {
        if (units.stream().noneMatch(Unit::isProbe) || batch.isAtTheBeginning()) {
            return;
        }
        var recovery = custody.recovery();
        if (recovery.isPresent()) {
            batch.record(recovery.get(), custody::recovered);
        }
    }

    private WriteSession session() throws SQLException {
        var open = session;
        if (open != null) {
            return open;
        }
        file.requireInPlace();
        open = new WriteSession(connections.writer());
        session = open;
        mover = new PageMover(connections.mover());
        var found = restore(open);
        if (tree != null && found.size() < tree.size()) {
            throw Suspect.because("it lost entries that were durable");
        }
        // More than known can be there: a commit that failed in its last step may have held.
        know(found);
        settle(found.keys());
        tokens.load(open.tokens());
        place = file.place();
        return open;
    }

    private LogTree restore(WriteSession open) throws SQLException {
        try {
            return check(open.tree()).restore(tree == null ? AT_START : AGAIN);
        } catch (SQLException e) {
            if (Suspect.isDamage(e)) {
                throw Suspect.because("its file is damaged", e);
            }
            throw e;
        }
    }

    private void know(LogTree now) {
        tree = now;
        durable = Optional.of(new Durable(now.checkpoint(), now.keys()));
    }

    /** The log has moved on; a key of an earlier epoch that cannot be destroyed hinders nobody. */
    private void settle(LogKeys sealing) {
        try {
            keys.settle(sealing);
        } catch (LedgerUnavailable e) {
            LOG.error(
                    "the key of an earlier epoch is not destroyed; the next start tries again", e);
        }
    }

    /** After a failure. */
    private void letGo() {
        stats = stats.withFailure();
        var open = session;
        if (open != null && hasLostItsFiles()) {
            salvage(open);
        }
        discard();
    }

    /**
     * A write-ahead log whose name is gone still holds durable entries, as long as it is open;
     * readers that have it open too must not go on with it beside a new one.
     */
    private void salvage(WriteSession open) {
        try {
            open.salvage();
        } catch (SQLException e) {
            LOG.warn("what the write-ahead log held could not be brought into the ledger", e);
        }
        onNewFiles.run();
    }

    private void discard() {
        if (mover != null) {
            mover.close();
            mover = null;
        }
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
