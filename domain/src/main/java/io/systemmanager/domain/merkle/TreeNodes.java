package io.systemmanager.domain.merkle;

import java.util.List;

/**
 * Where the stored hashes of a tree come from: the leaves at level 0, and above them the roots of
 * complete subtrees of 256^level leaves. The rest of the tree is computed.
 *
 * <p>A tree asks for runs within one node of the next level, and for nodes that are complete at its
 * size and no others. Below level 1 it asks only near the ends of what is proven, so the leaves of
 * a pruned past need not be there.
 */
@FunctionalInterface
public interface TreeNodes {

    /**
     * The hashes of a run of nodes, in order.
     *
     * @param level 0 for leaves
     * @param first the index of the first within its level
     * @param count 1 to 128
     * @return exactly {@code count} hashes; a source that lacks one throws what suits it
     */
    List<Hash> read(int level, long first, int count);
}
