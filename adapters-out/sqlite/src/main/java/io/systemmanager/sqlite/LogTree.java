package io.systemmanager.sqlite;

import io.systemmanager.domain.merkle.CompactRange;
import io.systemmanager.domain.merkle.Hash;
import io.systemmanager.domain.merkle.TreeNode;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.LogKeys;
import java.util.List;

/** The tree over the log as a transaction grows it, and what is said of it. For one thread. */
record LogTree(LogKeys keys, CompactRange range) {

    /** An independent tree in the same place, for a transaction that may fail. */
    LogTree copy() {
        return new LogTree(keys, range.copy());
    }

    /** The nodes that the leaf completes, to be stored. */
    List<TreeNode> append(Hash leaf) {
        return range.append(leaf);
    }

    long size() {
        return range.size();
    }

    Checkpoint checkpoint() {
        return new Checkpoint(keys.origin(), range.size(), range.root());
    }

    byte[] seal() {
        return keys.seal().seal(checkpoint());
    }
}
