package io.systemmanager.sqlite;

import io.systemmanager.domain.audit.AuditEvent;
import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.audit.LogEvent;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.journal.IdempotencyKey;
import io.systemmanager.domain.journal.KeptCredential;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationStatus;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.port.Approvals;
import io.systemmanager.domain.port.AuditTrail;
import io.systemmanager.domain.port.Credentials;
import io.systemmanager.domain.port.EpochKeys;
import io.systemmanager.domain.port.Grants;
import io.systemmanager.domain.port.HealthCheck;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.domain.port.LedgerWatch;
import io.systemmanager.domain.port.Notifications;
import io.systemmanager.domain.port.OperationRecords;
import io.systemmanager.domain.trail.AuditPage;
import io.systemmanager.domain.trail.AuditQuery;
import io.systemmanager.domain.trail.AuditRecord;
import io.systemmanager.domain.trail.EntryProof;
import io.systemmanager.domain.trail.LogGrowth;
import io.systemmanager.domain.trail.LogState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The ledger in one SQLite file: audit entries, operation records and tokens, so that a change of
 * state and the entry about it are one transaction. The entries are the leaves of a Merkle tree
 * (RFC 6962); each commit carries a seal over it, and a signed note follows within a second.
 * Thread-safe; made for callers on virtual threads, since all native work is done on platform
 * threads of its own.
 *
 * <p>Concurrent commits share a sync. A commit waits at most 2 s for a place in a full queue and at
 * most 20 s in all for its answer; only in the last case, a disk that hangs, can a change that
 * threw {@link LedgerUnavailable} become durable later. Reads take at most 2 s.
 *
 * <p>A thread of its own keeps room on the disk, ends failures that are over, and looks through
 * what is stored; {@link #condition} tells how the ledger is (ADR 0024).
 *
 * <p>One process at a time has a ledger open: a lock on {@code <file>.lock} sees to it.
 */
public final class SqliteLedger
        implements Ledger,
                LedgerWatch,
                OperationRecords,
                AuditTrail,
                Credentials,
                HealthCheck,
                AutoCloseable {
    private static final Duration READ_DEADLINE = Duration.ofSeconds(2);
    private static final Duration NOTE_PAUSE = Duration.ofSeconds(1);

    private final LedgerFile file;
    private final GroupCommit commits;
    private final Writer writer;
    private final Notary notary;
    private final Readers readers;
    private final SpoiltRows spoilt = new SpoiltRows();
    private final KnownTokens tokens;
    private final EpochKeys keys;
    private final Custody custody;
    private final Patrol patrol;
    private final Caretaker caretaker;

    private SqliteLedger(Opening how, LedgerFile file, Connections connections, Readers readers) {
        this.file = file;
        this.readers = readers;
        this.keys = how.keys();
        this.tokens = new KnownTokens();
        this.custody = how.custody(file);
        var scribe = how.scribe();
        this.commits =
                new GroupCommit(file, connections, scribe, tokens, keys, custody, readers::renew);
        this.writer = new Writer(commits, custody.condition(), scribe);
        this.notary = new Notary(commits, writer, NOTE_PAUSE);
        this.patrol = new Patrol(connections, commits, RandomGenerator.getDefault());
        this.caretaker = new Caretaker(custody, commits, writer, patrol, how.upkeep());
    }

    /**
     * Opens the ledger, or makes a new one, with keys that stay and the standard upkeep.
     *
     * @see #open(Path, EntryForm, EpochKeys, Clocks, Upkeep)
     */
    public static SqliteLedger open(Path file, EntryForm form, LogKeys keys, InstantSource clock) {
        return open(file, form, new FixedKeys(keys), Clocks.of(clock), Upkeep.STANDARD);
    }

    /**
     * Opens the ledger, or makes a new one, and brings its schema up to date. Call it on a platform
     * thread.
     *
     * @param file the database; its folder must exist, lie on a disk of this machine and not be
     *     writable for everybody. Database and lock get mode 0600
     * @param form how entries are written; it says of each where it comes from
     * @param keys where those of the log are kept, always the same log's for one file
     * @param clocks of its entries
     * @throws LedgerUnavailable when another process has it open, it cannot be opened, or it is not
     *     what was written with these keys
     */
    public static SqliteLedger open(
            Path file, EntryForm form, EpochKeys keys, Clocks clocks, Upkeep upkeep) {
        return open(file, Opening.of(form, keys, clocks, upkeep));
    }

    /**
     * Makes a ledger that follows another.
     *
     * @param file must not be there
     * @param previous the log before, which the first entry names
     */
    public static SqliteLedger begin(
            Path file,
            EntryForm form,
            EpochKeys keys,
            InstantSource clock,
            LogEvent.Predecessor previous) {
        return open(
                file, Opening.of(form, keys, Clocks.of(clock), Upkeep.STANDARD).after(previous));
    }

    static SqliteLedger open(Path path, Opening how) {
        var file = LedgerFile.hold(path);
        try {
            Storage.warnOfLies(file.folder());
            var connections = how.connections().apply(file.database());
            Schema.migrate(connections);
            var readers = readers(connections);
            try {
                return new SqliteLedger(how, file, connections, readers).begin(how.previous());
            } catch (RuntimeException e) {
                readers.close();
                throw e;
            }
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static Readers readers(Connections connections) {
        try {
            return new Readers(connections, READ_DEADLINE);
        } catch (RuntimeException e) {
            throw new LedgerUnavailable("the ledger cannot be opened for reading", e);
        }
    }

    private SqliteLedger begin(Optional<LogEvent.Predecessor> previous) {
        custody.look();
        writer.start();
        try {
            if (commits.size() == 0) {
                commit(new Append(opened(keys.kept().getFirst(), previous)));
            }
        } catch (LedgerUnavailable e) {
            writer.close();
            throw e;
        }
        notary.start();
        caretaker.start();
        return this;
    }

    private static AuditEvent opened(LogKeys keys, Optional<LogEvent.Predecessor> previous) {
        return new LogEvent.LogOpened(
                keys.origin(),
                keys.incarnation(),
                keys.log().verifier().text(),
                keys.epoch().verifier().text(),
                Schema.digest(),
                previous);
    }

    @Override
    public Commit commit(Change change) {
        return writer.commit(change);
    }

    /**
     * Replaces the epoch's key: the new one vouched for by the old, which is destroyed.
     *
     * @param by who asked for it
     * @return the entry about it
     * @throws LedgerUnavailable when the epoch goes on as it was, or it is not known whether it
     *     does
     */
    public Commit rotate(Subject by) {
        return writer.rotate(by);
    }

    /**
     * Credentials of the log before this one go on to be good, each with an entry.
     *
     * @param tokens none of which this ledger knows
     */
    public void carryOver(List<TokenRecord> tokens) {
        writer.carryOver(tokens);
    }

    /** Removes entries that are in an archive; only while nobody else needs the writer. */
    void prune(Unit.Work.Prune prune) {
        writer.prune(prune);
    }

    /** What is durable now, signed. */
    public SignedNote note() {
        return writer.signed();
    }

    /**
     * Whether the log has grown from a state that somebody remembers.
     *
     * @throws LedgerUnavailable when it has not: it was put back in time, or is another
     */
    public void requireGrownFrom(Remembered remembered) {
        var origin = Checkpoint.parse(note().text()).orElseThrow().origin();
        var disagreement =
                readers.read(
                        READ_DEADLINE,
                        connection -> {
                            try {
                                remembered.requireIn(new TreeRows(connection), origin);
                                return Optional.<LedgerUnavailable>empty();
                            } catch (LedgerUnavailable suspect) {
                                return Optional.of(suspect);
                            }
                        });
        if (disagreement.isPresent()) {
            throw disagreement.get();
        }
    }

    /** What waits for people, and what became of it. */
    public Approvals approvals() {
        return new StoredApprovals(readers, READ_DEADLINE);
    }

    /** What people outside are told. */
    public Notifications notifications() {
        return new Outbox(readers, READ_DEADLINE, spoilt);
    }

    /** What people agreed to in advance. */
    public Grants grants() {
        return new StoredGrants(readers, READ_DEADLINE);
    }

    @Override
    public Optional<OperationRecord> find(OperationId id) {
        return readers.read(READ_DEADLINE, OperationQueries.byId(id));
    }

    @Override
    public Optional<OperationRecord> find(Subject caller, IdempotencyKey key) {
        return readers.read(READ_DEADLINE, OperationQueries.byKey(caller, key));
    }

    @Override
    public List<OperationRecord> newest(
            Optional<Subject> caller, Optional<OperationStatus> status, int limit) {
        return readers.read(READ_DEADLINE, OperationQueries.newest(caller, status, limit));
    }

    @Override
    public List<Unsettled> unsettled(long after, int limit) {
        return readers.read(READ_DEADLINE, OperationQueries.unsettled(after, limit));
    }

    @Override
    public AuditPage query(AuditQuery query) {
        return readers.read(READ_DEADLINE, AuditQueries.page(query));
    }

    @Override
    public Optional<AuditRecord> entry(long seq) {
        return readers.read(READ_DEADLINE, AuditQueries.entry(seq));
    }

    @Override
    public Optional<EntryProof> prove(long seq) {
        return readers.read(READ_DEADLINE, AuditQueries.proof(seq));
    }

    @Override
    public Optional<LogGrowth> proveSince(long size) {
        return readers.read(READ_DEADLINE, AuditQueries.growth(size));
    }

    @Override
    public LogState state() {
        var state = readers.read(READ_DEADLINE, AuditQueries.state(keys.kept()));
        // The epoch may have changed between the two looks; it does not twice at once.
        return state.flaw().isEmpty()
                ? state
                : readers.read(READ_DEADLINE, AuditQueries.state(keys.kept()));
    }

    /** Costs no I/O. */
    @Override
    public Optional<TokenRecord> find(Digest secret) {
        return tokens.find(secret);
    }

    /** Costs no I/O. */
    @Override
    public List<TokenRecord> all() {
        return tokens.all();
    }

    /** Costs no I/O; what the last look at the table found. */
    @Override
    public List<KeptCredential.Unreadable> unreadable() {
        return tokens.unreadable();
    }

    @Override
    public String subsystem() {
        return "ledger";
    }

    /** Reads, and after a failure tries to end it, so that recovery shows without a call. */
    @Override
    public Optional<Fault> check(Duration within) {
        try {
            file.requireInPlace();
            var half = within.dividedBy(2);
            readers.read(half, OperationQueries.newest(Optional.empty(), Optional.empty(), 1));
            caretaker.look(half);
        } catch (LedgerUnavailable e) {
            return Optional.of(e.fault());
        }
        return Optional.of(condition())
                .filter(state -> state != LedgerState.NORMAL)
                .map(LedgerUnavailable::fault);
    }

    @Override
    public LedgerState condition() {
        return custody.condition().state();
    }

    @Override
    public long size() {
        return commits.size();
    }

    /** How many entries there were when the last look through them found nothing wrong. */
    public long checked() {
        return patrol.checked();
    }

    /** Looks through what is stored now, as it does each hour; for tests. */
    void patrol() {
        caretaker.patrol();
    }

    /** What the writer has done since the ledger was opened. */
    public WriterStats stats() {
        return writer.stats();
    }

    /** How many changes wait for the writer now; for meters. */
    public int waiting() {
        return writer.waiting();
    }

    /** Takes nothing new, makes durable what was handed in, and lets the file go. */
    @Override
    public void close() {
        try (file) {
            readers.close();
            caretaker.close();
            notary.close();
            writer.close();
        }
    }
}
