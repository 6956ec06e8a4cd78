package io.systemmanager.domain.merkle;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A log that keeps what a database would: leaves from a cut on, and completed nodes. */
final class KeptNodes implements TreeNodes {
    private final Map<Integer, Map<Long, Hash>> levels = new HashMap<>();
    private final CompactRange range = CompactRange.empty();
    private int widest;

    static KeptNodes of(int size) {
        var kept = new KeptNodes();
        for (int i = 0; i < size; i++) {
            kept.append(leaf(i));
        }
        return kept;
    }

    static Hash leaf(long index) {
        return Hash.ofLeaf(ByteBuffer.allocate(Long.BYTES).putLong(index).array());
    }

    static List<Hash> leaves(int size) {
        var leaves = new ArrayList<Hash>();
        for (int i = 0; i < size; i++) {
            leaves.add(leaf(i));
        }
        return leaves;
    }

    void append(Hash leaf) {
        put(new TreeNode(0, range.size(), leaf));
        range.append(leaf).forEach(this::put);
    }

    private void put(TreeNode node) {
        var before = levels.computeIfAbsent(node.level(), _ -> new HashMap<>());
        if (before.put(node.index(), node.hash()) != null) {
            throw new IllegalStateException("completed twice");
        }
    }

    /** Forgets the leaves before an index, as a prune does. */
    void prune(long cut) {
        levels.getOrDefault(0, Map.of()).keySet().removeIf(index -> index < cut);
    }

    CompactRange range() {
        return range;
    }

    int count(int level) {
        return levels.getOrDefault(level, Map.of()).size();
    }

    int widest() {
        return widest;
    }

    @Override
    public List<Hash> read(int level, long first, int count) {
        widest = Math.max(widest, count);
        if (first / 256 != (first + count - 1) / 256) {
            throw new IllegalStateException("a run across two nodes above");
        }
        var row = new ArrayList<Hash>();
        for (long index = first; index < first + count; index++) {
            var hash = levels.getOrDefault(level, Map.of()).get(index);
            if (hash == null) {
                throw new IllegalStateException("no node " + level + "/" + index);
            }
            row.add(hash);
        }
        return row;
    }
}
