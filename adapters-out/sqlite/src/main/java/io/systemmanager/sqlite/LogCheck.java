package io.systemmanager.sqlite;

import io.systemmanager.domain.merkle.CompactRange;
import io.systemmanager.domain.merkle.MerkleTree;
import io.systemmanager.domain.merkle.TreeNode;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.domain.note.SignedNote;
import java.sql.SQLException;
import java.util.List;

/**
 * Takes the tree up from what is stored, and refuses what was not sealed by these keys. The texts
 * of the newest entries are hashed again; of the older ones the stored nodes count, which the seal
 * covers. Of the changes of the epoch's key those among the newest entries are walked again.
 *
 * @param kept the log's keys with each epoch's key that may seal it
 */
record LogCheck(TreeRows rows, List<LogKeys> kept) {
    private static final int TILE = 256;

    /**
     * @param newest how many entries are hashed again
     * @throws io.systemmanager.domain.port.LedgerUnavailable when anything disagrees
     */
    LogTree restore(long newest) throws SQLException {
        long size = rows.size();
        long floor = new FloorCheck(rows, kept.getFirst().log().verifier()).size(size);
        long from = Math.max(floor, (size - newest) / TILE * TILE);
        var range = growTo(size, from);
        var keys = sealing(new Checkpoint(kept.getFirst().origin(), size, range.root()));
        checkHead(keys, size);
        if (size > 0) {
            new EpochWalk(rows, floor, keys.log().verifier())
                    .requireEnd(from, size, keys.epoch().verifier());
        }
        return new LogTree(keys, range);
    }

    /** Hashes the entries from there on and compares the nodes above them. */
    CompactRange growTo(long size, long from) throws SQLException {
        var range = new MerkleTree(rows, from).range();
        rows.entriesFrom(
                from,
                (index, ofText, stored) -> {
                    if (index != range.size() || !ofText.equals(stored)) {
                        throw Suspect.because("entry " + index + " was changed");
                    }
                    for (var node : range.append(stored)) {
                        checkNode(node);
                    }
                });
        if (range.size() != size) {
            throw Suspect.because("entries are missing");
        }
        return range;
    }

    private void checkNode(TreeNode node) throws SQLException {
        if (rows.node(node).filter(node.hash()::equals).isEmpty()) {
            throw Suspect.because("a node of its tree was changed");
        }
    }

    /** Those of the kept keys whose seal it is. */
    LogKeys sealing(Checkpoint checkpoint) throws SQLException {
        var sealed = rows.sealedSize();
        if (checkpoint.size() == 0 && sealed.isEmpty()) {
            return kept.getFirst();
        }
        var seal = rows.seal();
        return kept.stream()
                .filter(keys ->
                        sealed.isPresent()
                                && sealed.getAsLong() == checkpoint.size()
                                && keys.seal().matches(checkpoint, seal))
                .findFirst()
                .orElseThrow(() ->
                        Suspect.because(
                                "the seal is not that of its " + checkpoint.size() + " entries"));
    }

    /** Whether the latest note is one of this log, signed in this epoch. */
    void checkHead(LogKeys keys, long size) throws SQLException {
        var text = rows.head();
        if (text.isEmpty()) {
            return;
        }
        var note = SignedNote.parse(text.get()).filter(keys::signed);
        var checkpoint = note.map(SignedNote::text).flatMap(Checkpoint::parse);
        if (checkpoint.isEmpty() || checkpoint.get().size() > size) {
            throw Suspect.because("its signed note is not one of this log as it stands");
        }
        if (!rows.holds(checkpoint.get())) {
            throw Suspect.because("its signed note is of other entries");
        }
    }
}
