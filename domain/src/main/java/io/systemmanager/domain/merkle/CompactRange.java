package io.systemmanager.domain.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * The growing edge of a log: the roots of the complete subtrees that make it up, at most 53 hashes
 * whatever the size. An entry is appended in amortised two hashes and needs no read.
 *
 * <p>Not thread-safe. A writer keeps a {@link #copy} to return to when its transaction fails.
 */
public final class CompactRange {
    private final List<Hash> peaks;
    private long size;

    private CompactRange(long size, List<Hash> peaks) {
        this.size = size;
        this.peaks = new ArrayList<>(peaks);
    }

    /** The range of an empty log. */
    public static CompactRange empty() {
        return new CompactRange(0, List.of());
    }

    /**
     * A range that was kept.
     *
     * @param peaks the roots of the complete subtrees, the largest first
     * @throws IllegalArgumentException when a log of that size has another number of them
     */
    public static CompactRange of(long size, List<Hash> peaks) {
        MerkleTree.requireSize(size);
        if (Long.bitCount(size) != peaks.size()) {
            throw new IllegalArgumentException("not the subtrees of a log of this size");
        }
        return new CompactRange(size, peaks);
    }

    /** The number of leaves. */
    public long size() {
        return size;
    }

    /** The roots of the complete subtrees, the largest first; a copy. */
    public List<Hash> peaks() {
        return List.copyOf(peaks);
    }

    /** The root hash of the log as it stands. */
    public Hash root() {
        return fold(peaks);
    }

    /** An independent range in the same place. */
    public CompactRange copy() {
        return new CompactRange(size, peaks);
    }

    /**
     * Appends a leaf.
     *
     * @return the nodes above level 0 that this leaf completes, the lowest first: none for 255 of
     *     256 leaves. Whoever keeps them can prove with them, see {@link TreeNodes}.
     * @throws IllegalStateException when the log is full
     */
    public List<TreeNode> append(Hash leaf) {
        if (size == MerkleTree.MAX_SIZE) {
            throw new IllegalStateException("the log is full");
        }
        List<TreeNode> completed = List.of();
        var hash = leaf;
        int height = 0;
        while ((size >> height & 1) == 1) {
            hash = Hash.ofNode(peaks.removeLast(), hash);
            height++;
            if (height % TreeNode.HEIGHT == 0) {
                completed = completed.isEmpty() ? new ArrayList<>() : completed;
                completed.add(new TreeNode(height / TreeNode.HEIGHT, size >> height, hash));
            }
        }
        peaks.add(hash);
        size++;
        return completed;
    }

    /** The root over complete subtrees, the largest first: a lone right node is promoted. */
    static Hash fold(List<Hash> peaks) {
        if (peaks.isEmpty()) {
            return Hash.OF_NOTHING;
        }
        var root = peaks.getLast();
        for (int i = peaks.size() - 2; i >= 0; i--) {
            root = Hash.ofNode(peaks.get(i), root);
        }
        return root;
    }
}
