package io.systemmanager.sqlite;

import io.systemmanager.domain.merkle.MerkleTree;
import io.systemmanager.domain.merkle.TreeNode;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.domain.note.SignedNote;
import java.sql.SQLException;

/**
 * Takes the tree up from what is stored, and refuses what was not sealed by these keys. The texts
 * of the newest entries are hashed again; of the older ones the stored nodes count, which the seal
 * covers.
 */
record LogCheck(TreeRows rows, LogKeys keys) {
    private static final int TILE = 256;

    /**
     * @param newest how many entries are hashed again
     * @throws io.systemmanager.domain.port.LedgerUnavailable when anything disagrees
     */
    LogTree restore(long newest) throws SQLException {
        long size = rows.size();
        var tree = growTo(size, Math.max(0, size - newest) / TILE * TILE);
        checkSeal(tree.checkpoint());
        checkHead(size);
        return tree;
    }

    private LogTree growTo(long size, long from) throws SQLException {
        var tree = new LogTree(keys, new MerkleTree(rows, from).range());
        rows.entriesFrom(
                from,
                (index, ofText, stored) -> {
                    if (index != tree.size() || !ofText.equals(stored)) {
                        throw Suspect.because("entry " + index + " was changed");
                    }
                    for (var node : tree.append(stored)) {
                        checkNode(node);
                    }
                });
        if (tree.size() != size) {
            throw Suspect.because("entries are missing");
        }
        return tree;
    }

    private void checkNode(TreeNode node) throws SQLException {
        if (rows.node(node).filter(node.hash()::equals).isEmpty()) {
            throw Suspect.because("a node of its tree was changed");
        }
    }

    void checkSeal(Checkpoint checkpoint) throws SQLException {
        var sealed = rows.sealedSize();
        if (checkpoint.size() == 0 && sealed.isEmpty()) {
            return;
        }
        if (sealed.isEmpty()
                || sealed.getAsLong() != checkpoint.size()
                || !keys.seal().matches(checkpoint, rows.seal())) {
            throw Suspect.because("the seal is not that of its " + checkpoint.size() + " entries");
        }
    }

    void checkHead(long size) throws SQLException {
        var text = rows.head();
        if (text.isEmpty()) {
            return;
        }
        var note = SignedNote.parse(text.get()).filter(keys::signed);
        var checkpoint = note.map(SignedNote::text).flatMap(Checkpoint::parse);
        if (checkpoint.isEmpty() || checkpoint.get().size() > size) {
            throw Suspect.because("its signed note is not one of this log as it stands");
        }
        var root = new MerkleTree(rows, checkpoint.get().size()).root();
        if (!root.equals(checkpoint.get().root())) {
            throw Suspect.because("its signed note is of other entries");
        }
    }
}
