package io.systemmanager.sqlite;

import io.systemmanager.domain.audit.AccessEvent;
import io.systemmanager.domain.audit.AuditEvent;
import io.systemmanager.domain.audit.EntryDraft;
import io.systemmanager.domain.audit.LogEvent;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.journal.KeptCredential;
import io.systemmanager.domain.merkle.Hash;
import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.domain.port.EpochKeys;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The units of one transaction. A unit whose guard does not hold, or whose record has no written
 * form, leaves nothing behind and does not disturb the others.
 */
final class Batch {
    private final WriteSession session;
    private final Scribe scribe;
    private final KnownTokens tokens;
    private final EpochKeys keys;
    private LogTree tree;
    private final long first;
    private final List<Runnable> afterwards = new ArrayList<>();
    private final List<Runnable> answers = new ArrayList<>();
    private int conflicts;

    /**
     * @param tree grows with the batch
     */
    Batch(WriteSession session, Scribe scribe, KnownTokens tokens, EpochKeys keys, LogTree tree) {
        this.keys = keys;
        this.session = session;
        this.scribe = scribe;
        this.tokens = tokens;
        this.tree = tree;
        this.first = tree.size();
    }

    /** Writes a unit into the open transaction. */
    void write(Unit unit) throws SQLException {
        switch (unit.work()) {
            case Unit.Work.Probe() -> {
                session.probe();
                answerLater(unit);
            }
            case Unit.Work.Head(var checkpoint, var note) -> {
                session.head(checkpoint.size(), note.encoded());
                answerLater(unit);
            }
            case Unit.Work.Rotation(var by) -> rotate(unit, by);
            case Unit.Work.CarryOver(var credentials) -> carryOver(unit, credentials);
            case Unit.Work.Prune prune -> prune(unit, prune);
            case Unit.Work.Change change -> write(unit, change);
        }
    }

    /**
     * Writes an entry that nobody waits for.
     *
     * @param durable runs when it is
     */
    void record(AuditEvent event, Runnable durable) throws SQLException {
        append(scribe.draft(event));
        whenDurable(durable);
    }

    /** Runs when the transaction is durable, in the order of these calls and of the entries. */
    void whenDurable(Runnable then) {
        afterwards.add(then);
    }

    /** Seals what was written; the last thing in a transaction. */
    void seal() throws SQLException {
        if (tree.size() > first) {
            session.seal(tree.size(), tree.seal());
        }
    }

    /** Whether the log has no entry yet. */
    boolean isAtTheBeginning() {
        return tree.size() == 0;
    }

    /** The tree with the batch in it, and the keys that sealed it. */
    LogTree tree() {
        return tree;
    }

    private void rotate(Unit unit, Subject by) throws SQLException {
        LogKeys next;
        try {
            next = keys.next();
        } catch (LedgerUnavailable e) { // the ledger is well, and the epoch goes on
            refuse(unit, "the next epoch's key cannot be kept", e);
            return;
        }
        var event = new LogEvent.KeyRotated(by, next.epoch().verifier().text());
        writeEntries(unit, new Ledger.Append(event), List.of(scribe.draft(event)));
        var checkpoint = tree.checkpoint();
        var note = tree.keys().handOver(checkpoint, next).encoded();
        session.checkpoint(checkpoint.size(), "epoch", note);
        session.head(checkpoint.size(), note); // the latest note is one of the present epoch
        tree = new LogTree(next, tree.range());
    }

    private void prune(Unit unit, Unit.Work.Prune prune) throws SQLException {
        var cut = prune.cut();
        var log = tree.keys().log().verifier();
        long floor = session.tree().floor().map(TreeRows.Floor::size).orElse(0L);
        var key = new EpochWalk(session.tree(), floor, log).inForceAt(cut.size()).text();
        long entry = tree.size();
        var event = new LogEvent.Pruned(prune.agreed(), cut, prune.archive(), key);
        writeEntries(unit, new Ledger.Append(event), List.of(scribe.draft(event)));
        session.checkpoint(cut.size(), "prune", tree.keys().sign(cut).encoded());
        keepCredentials(cut.size());
        session.prune(cut.size(), entry);
    }

    /**
     * Those that are good get an entry that stays in the place of the one that goes. Those that
     * ended go with theirs; those that were taken back stay, so that no restore brings them back.
     */
    private void keepCredentials(long cut) throws SQLException {
        var now = scribe.clock().instant();
        for (var kept : session.tokensMadeBefore(cut)) {
            if (!(kept instanceof KeptCredential.Sound(var token))
                    || token.revokedAt().isPresent()) {
                continue;
            }
            if (token.goodAt(now)) {
                carry(token);
            } else {
                session.remove(token.id());
            }
        }
    }

    private void carryOver(Unit unit, List<TokenRecord> credentials) throws SQLException {
        for (var token : credentials) {
            carry(token);
            afterwards.add(() -> tokens.add(token));
        }
        answerLater(unit);
    }

    private void carry(TokenRecord token) throws SQLException {
        session.carry(token, tree.size());
        append(scribe.draft(new AccessEvent.TokenCarried(token)));
    }

    private void write(Unit unit, Unit.Work.Change work) throws SQLException {
        if (work.change() instanceof Ledger.Append append) {
            writeEntries(unit, append, work.entries());
            return;
        }
        session.mark();
        if (writeGuarded(unit, work)) {
            session.release();
        } else {
            session.back();
        }
    }

    private void answerLater(Unit unit) {
        long last = tree.size() - 1;
        answers.add(() -> unit.answer(new Ledger.Committed(last)));
    }

    /**
     * Tells every unit how it ended. Only after the transaction is durable. The senders are woken
     * by a thread of its own: the next batch need not wait until each of them is.
     */
    void answer() {
        afterwards.forEach(Runnable::run);
        Thread.ofVirtual().name("ledger-answers").start(() -> answers.forEach(Runnable::run));
    }

    /** The figures with this batch in them. */
    WriterStats addTo(WriterStats stats) {
        long entries = tree.size() - first;
        return new WriterStats(
                stats.batches() + (entries > 0 ? 1 : 0),
                stats.entries() + entries,
                stats.conflicts() + conflicts,
                stats.failures());
    }

    private boolean writeGuarded(Unit unit, Unit.Work.Change work) throws SQLException {
        var change = work.change();
        try {
            if (session.change(change, tree.size())) {
                writeEntries(unit, change, work.entries());
                return true;
            }
            conflicts++;
            answers.add(() -> unit.answer(new Ledger.Conflict(guard(change))));
        } catch (IllegalArgumentException e) {
            refuse(unit, "the record of an operation has no written form", e);
        }
        return false;
    }

    private void writeEntries(Unit unit, Ledger.Change change, List<EntryDraft> drafts)
            throws SQLException {
        long seq = tree.size();
        for (var draft : drafts) {
            append(draft);
        }
        afterwards.add(() -> tokens.follow(change));
        answers.add(() -> unit.answer(new Ledger.Committed(seq)));
    }

    private void append(EntryDraft draft) throws SQLException {
        var entry = scribe.inPlace(tree.size(), draft);
        var leaf = Hash.ofLeaf(entry.text().getBytes(StandardCharsets.UTF_8));
        session.append(tree.size(), entry.text(), leaf);
        for (var evidence : entry.evidence()) {
            session.keep(evidence);
        }
        for (var node : tree.append(leaf)) {
            session.node(node);
        }
    }

    private void refuse(Unit unit, String why, Exception cause) {
        var refusal = new LedgerUnavailable(why, cause);
        answers.add(() -> unit.fail(refusal));
    }

    private static String guard(Ledger.Change change) {
        return switch (change) {
            case Ledger.Append _ -> "none";
            case Ledger.OpenOperation _ -> "the caller has no other operation with this key";
            case Ledger.EndOperation _ -> "the operation is running";
            case Ledger.SettleOperation _ -> "the operation is indeterminate and not looked at";
            case Ledger.AskApproval _ ->
                    "the caller has no other operation with this key, none that waits for just"
                            + " this, and fewer than it may have";
            case Ledger.MoveApproval _ -> "the approval stands as it was read";
            case Ledger.Announce(var announced, _) -> guard(announced);
            case Ledger.MoveNotification _ -> "the notification stands as it was read";
            case Ledger.CreateGrant _ -> "fewer grants stand than may";
            case Ledger.MoveGrant _ -> "the grant stands as it was read";
            case Ledger.OpenByGrant _ ->
                    "the grant stands as it was read, and the caller has no other operation with"
                            + " this key";
            case Ledger.IssueToken _ -> "no other credential has this id";
            case Ledger.RevokeToken _ -> "the credential exists and is not revoked";
        };
    }
}
