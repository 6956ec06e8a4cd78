package io.systemmanager.sqlite;

import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.SignatureCheck;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.note.VerifierKey;
import java.sql.SQLException;

/**
 * Walks from the key of one epoch to that of another. Each change needs, right after its entry, a
 * kept note of the log as it then stood, signed by the key before, the key after and the log's: the
 * key before is destroyed, so nobody can make such a note afterwards.
 *
 * @param floor how many of the oldest entries were pruned
 * @param log the log's own key
 */
record EpochWalk(TreeRows rows, long floor, VerifierKey log) {
    private static final String ROTATED = "log.key_rotated";

    /** Goes through the changes among the entries from there on; the last key must be this one. */
    void requireEnd(long from, long size, VerifierKey inUse) throws SQLException {
        if (!end(from, size).equals(inUse)) {
            throw Suspect.because("its last change of keys leads to another key than the one here");
        }
    }

    /** The key of the first epoch that can still be walked from. */
    VerifierKey first() throws SQLException {
        var cut = rows.floor();
        if (cut.isPresent()) {
            return key(cut.get().entry(), "audit.pruned", "$.prune.epoch_vkey");
        }
        if (!key(0, "log.opened", "$.log.vkey").equals(log)) {
            throw Suspect.because("its first entry names another key of the log");
        }
        return key(0, "log.opened", "$.log.epoch_vkey");
    }

    /** The key that is in force at the end. */
    VerifierKey end(long from, long size) throws SQLException {
        var current = inForceAt(from);
        var changes = rows.changesFrom(from);
        if (!changes.equals(rows.keptAfter("epoch", from))) {
            throw Suspect.because("its changes of keys and the notes kept of them disagree");
        }
        for (long at : changes) {
            var next = key(at - 1, ROTATED, "$.log.epoch_vkey");
            check(at, size, current, next);
            current = next;
        }
        return current;
    }

    /** The key that was in force when the log had that size, which is not below the floor. */
    VerifierKey inForceAt(long from) throws SQLException {
        var last = rows.lastKept("epoch", from);
        return last.isPresent() && last.getAsLong() > floor
                ? key(last.getAsLong() - 1, ROTATED, "$.log.epoch_vkey")
                : first();
    }

    private void check(long at, long size, VerifierKey before, VerifierKey after)
            throws SQLException {
        var note =
                rows.note("epoch", at)
                        .flatMap(SignedNote::parse)
                        .filter(each -> signed(each, before) && signed(each, after))
                        .filter(each -> signed(each, log));
        var checkpoint = note.map(SignedNote::text).flatMap(Checkpoint::parse);
        if (checkpoint.isEmpty()
                || checkpoint.get().size() != at
                || at > size
                || !checkpoint.get().origin().equals(log.name())
                || !rows.holds(checkpoint.get())) {
            throw Suspect.because("the change of keys at entry " + (at - 1) + " is not signed");
        }
    }

    private static boolean signed(SignedNote note, VerifierKey key) {
        return note.check(key) == SignatureCheck.VALID;
    }

    private VerifierKey key(long index, String type, String path) throws SQLException {
        return rows.fact(index, type, path)
                .flatMap(VerifierKey::parse)
                .orElseThrow(() -> Suspect.because("entry " + index + " names no key"));
    }
}
