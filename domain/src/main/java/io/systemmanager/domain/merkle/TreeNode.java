package io.systemmanager.domain.merkle;

/**
 * The root of a complete subtree of 256^level leaves, whose leaves begin at index × 256^level.
 *
 * @param level 0 for a leaf
 * @param index counted within the level, from 0
 */
public record TreeNode(int level, long index, Hash hash) {

    /** Binary levels between two stored ones: 2^8 leaves or nodes fold into one node. */
    static final int HEIGHT = 8;

    /** 256^level stays below 2^53 up to here. */
    private static final int MAX_LEVEL = 6;

    public TreeNode {
        if (level < 0 || level > MAX_LEVEL || index < 0) {
            throw new IllegalArgumentException("no place in a tree");
        }
    }
}
