package io.systemmanager.sqlite;

import io.systemmanager.domain.merkle.CompactRange;
import io.systemmanager.domain.merkle.Hash;
import io.systemmanager.domain.merkle.MerkleTree;
import io.systemmanager.domain.merkle.TreeNode;
import io.systemmanager.domain.note.Checkpoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Some thousand entries in the middle of the log: their texts, the node above each 256 of them, and
 * the way from there to a root that is known to be good. For the one thread that has the
 * connection.
 */
record Stretch(Connection connection) {
    private static final int TILE = 256;
    private static final int TILES = 16;
    private static final String OLDEST = "SELECT coalesce(min(idx), 0) FROM audit_entry";
    private static final String TEXTS =
            "SELECT CAST(entry AS BLOB), leaf FROM audit_entry WHERE idx >= ?1 AND idx < ?1 + ?2"
                    + " ORDER BY idx";

    /**
     * Picks a stretch of what is older than that many entries.
     *
     * @throws io.systemmanager.domain.port.LedgerUnavailable when anything disagrees
     */
    void check(Checkpoint good, long before, RandomGenerator random) throws SQLException {
        long oldest = (oldest() + TILE - 1) / TILE;
        long end = before / TILE;
        if (oldest >= end) {
            return;
        }
        long first = random.nextLong(oldest, Math.max(oldest, end - TILES) + 1);
        var tree = new MerkleTree(new TreeRows(connection), good.size());
        for (long tile = first; tile < Math.min(first + TILES, end); tile++) {
            check(tile, tree, good.root());
        }
    }

    private void check(long tile, MerkleTree tree, Hash root) throws SQLException {
        var leaves = leaves(tile * TILE);
        var range = CompactRange.empty();
        List<TreeNode> above = List.of();
        for (var leaf : leaves) {
            above = range.append(leaf);
        }
        var rows = new TreeRows(connection);
        if (leaves.size() != TILE || !isStored(rows, tile, above.getFirst().hash())) {
            throw Suspect.because("a node of its tree was changed");
        }
        if (!tree.inclusion(tile * TILE).verify(leaves.getFirst(), root)) {
            throw Suspect.because("its tree does not hold its older entries");
        }
    }

    private static boolean isStored(TreeRows rows, long tile, Hash hash) throws SQLException {
        return rows.node(new TreeNode(1, tile, hash)).filter(hash::equals).isPresent();
    }

    private List<Hash> leaves(long from) throws SQLException {
        try (var statement = connection.prepareStatement(TEXTS)) {
            statement.setLong(1, from);
            statement.setInt(2, TILE);
            var leaves = new ArrayList<Hash>(TILE);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var leaf = Hash.ofLeaf(Cells.bytes(rows, 1));
                    if (!leaf.equals(Cells.hash(rows, 2))) {
                        throw Suspect.because("entry " + (from + leaves.size()) + " was changed");
                    }
                    leaves.add(leaf);
                }
            }
            return leaves;
        }
    }

    private long oldest() throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(OLDEST)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
