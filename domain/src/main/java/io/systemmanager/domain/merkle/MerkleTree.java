package io.systemmanager.domain.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * The first {@code size} entries of a log as a Merkle tree (RFC 6962 §2.1), over stored nodes: its
 * root and proofs take O(log size) reads, and memory for at most one of them. A tree is a view, so
 * an older size of the same log is another tree over the same nodes.
 *
 * <p>Thread-safe when the source is. What the source throws passes through.
 *
 * @param size 0 to 2^53 leaves
 */
public record MerkleTree(TreeNodes nodes, long size) {

    /** The most leaves: an index beyond is no exact JSON number. */
    public static final long MAX_SIZE = 1L << 53;

    public MerkleTree {
        requireSize(size);
    }

    /** The root hash: MTH of RFC 6962 §2.1. */
    public Hash root() {
        return root(0, size);
    }

    /** The range from which the log goes on growing. */
    public CompactRange range() {
        return CompactRange.of(size, peaks(0, size));
    }

    /**
     * The proof that the leaf belongs to this tree: PATH of RFC 6962 §2.1.1.
     *
     * @throws IllegalArgumentException when the tree has no such leaf
     */
    public InclusionProof inclusion(long index) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("the tree has no such leaf");
        }
        var path = new ArrayList<Hash>();
        includes(index, 0, size, path);
        return new InclusionProof(index, size, path);
    }

    /**
     * The proof that this tree extends the one of its first {@code earlier} leaves: PROOF of RFC
     * 6962 §2.1.2. From nothing, and from the same size, the proof is empty.
     *
     * @throws IllegalArgumentException when {@code earlier} is negative or beyond this tree
     */
    public ConsistencyProof consistencyFrom(long earlier) {
        if (earlier < 0 || earlier > size) {
            throw new IllegalArgumentException("not an earlier size of this tree");
        }
        var path = new ArrayList<Hash>();
        if (earlier > 0) {
            extend(earlier, 0, size, true, path);
        }
        return new ConsistencyProof(earlier, size, path);
    }

    private void includes(long index, long from, long to, List<Hash> path) {
        if (to - from == 1) {
            return;
        }
        long split = from + largestPowerBelow(to - from);
        if (index < split) {
            includes(index, from, split, path);
            path.add(root(split, to));
        } else {
            includes(index, split, to, path);
            path.add(root(from, split));
        }
    }

    /** SUBPROOF: {@code known} says that the verifier holds the earlier root itself. */
    private void extend(long earlier, long from, long to, boolean known, List<Hash> path) {
        if (earlier == to) {
            if (!known) {
                path.add(root(from, to));
            }
            return;
        }
        long split = from + largestPowerBelow(to - from);
        if (earlier <= split) {
            extend(earlier, from, split, known, path);
            path.add(root(split, to));
        } else {
            extend(earlier, split, to, false, path);
            path.add(root(from, split));
        }
    }

    private Hash root(long from, long to) {
        return CompactRange.fold(peaks(from, to));
    }

    /** The roots of the complete subtrees that make up a subtree, the largest first. */
    private List<Hash> peaks(long from, long to) {
        var peaks = new ArrayList<Hash>();
        long at = from;
        while (at < to) {
            int height = Long.SIZE - 1 - Long.numberOfLeadingZeros(to - at);
            peaks.add(complete(at, height));
            at += 1L << height;
        }
        return peaks;
    }

    /** The root of 2^height leaves, from the stored level below. */
    private Hash complete(long from, int height) {
        int level = height / TreeNode.HEIGHT;
        int count = 1 << (height % TreeNode.HEIGHT);
        var row = nodes.read(level, from >> (level * TreeNode.HEIGHT), count);
        if (row.size() != count) {
            throw new IllegalStateException("a source of tree nodes gave the wrong number");
        }
        while (row.size() > 1) {
            var above = new ArrayList<Hash>(row.size() / 2);
            for (int i = 0; i < row.size(); i += 2) {
                above.add(Hash.ofNode(row.get(i), row.get(i + 1)));
            }
            row = above;
        }
        return row.getFirst();
    }

    static void requireSize(long size) {
        if (size < 0 || size > MAX_SIZE) {
            throw new IllegalArgumentException("not the size of a tree");
        }
    }

    private static long largestPowerBelow(long size) {
        return Long.highestOneBit(size - 1);
    }
}
