package io.systemmanager.domain.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trees across two stored levels, and up to the largest size. */
class LargeTreeTest {
    private static final int SIZE = 66_100;

    @Test
    void proofsAcrossBothStoredLevelsAreThoseOfTheDefinition() {
        var kept = KeptNodes.of(SIZE);
        var leaves = KeptNodes.leaves(SIZE);
        assertThat(List.of(kept.count(0), kept.count(1), kept.count(2), kept.count(3)))
                .containsExactly(SIZE, 258, 1, 0);
        for (int size : new int[] {65_536, 65_537, SIZE}) {
            var tree = new MerkleTree(kept, size);
            var root = PlainTree.root(leaves.subList(0, size));
            assertThat(tree.root()).isEqualTo(root);
            for (int index : new int[] {255, 256, 65_280, size - 1}) {
                var proof = tree.inclusion(index);
                assertThat(proof.path())
                        .isEqualTo(PlainTree.inclusion(index, leaves.subList(0, size)));
                assertThat(proof.verify(leaves.get(index), root)).isTrue();
            }
            for (int earlier : new int[] {255, 256, 65_281, 65_536}) {
                var proof = tree.consistencyFrom(earlier);
                assertThat(proof.path())
                        .isEqualTo(PlainTree.consistency(earlier, leaves.subList(0, size), true));
                assertThat(proof.verify(PlainTree.root(leaves.subList(0, earlier)), root)).isTrue();
            }
        }
        assertThat(kept.widest()).isLessThanOrEqualTo(128);
    }

    @Test
    void theLargestTreesAreProvenWithoutTheirLeaves() {
        // All leaves alike: then all complete subtrees of one height are alike
        TreeNodes same = (level, _, count) -> Collections.nCopies(count, alike(level));
        var leaf = alike(0);
        for (long size :
                new long[] {MerkleTree.MAX_SIZE, MerkleTree.MAX_SIZE - 1, (1L << 52) + 3}) {
            var tree = new MerkleTree(same, size);
            for (long index : new long[] {0, 1, 12_345_678_901L, size / 2, size - 1}) {
                assertThat(tree.inclusion(index).verify(leaf, tree.root())).isTrue();
                assertThat(
                                new InclusionProof(index, size, tree.inclusion(index).path())
                                        .verify(KeptNodes.leaf(1), tree.root()))
                        .isFalse();
            }
            for (long earlier : new long[] {1, 1L << 40, 12_345_678_901L, size - 1, size}) {
                var proof = tree.consistencyFrom(earlier);
                assertThat(proof.path()).hasSizeLessThanOrEqualTo(54);
                assertThat(proof.verify(new MerkleTree(same, earlier).root(), tree.root()))
                        .isTrue();
            }
        }
    }

    @Test
    void sizesBeyondTheLargestAreRefusedUnseen() {
        var leaf = alike(0);
        long beyond = MerkleTree.MAX_SIZE + 1;
        var path = Collections.nCopies(54, leaf);
        var root = leaf;
        for (var sibling : path) {
            root = Hash.ofNode(root, sibling);
        }
        assertThat(
                        new InclusionProof(0, MerkleTree.MAX_SIZE, path.subList(1, 54))
                                .verify(leaf, root))
                .isFalse();
        assertThat(new InclusionProof(0, beyond, path).verify(leaf, root)).isFalse();
        assertThat(new InclusionProof(0, Long.MAX_VALUE, path).verify(leaf, leaf)).isFalse();
        assertThat(new InclusionProof(0, Long.MIN_VALUE, path).verify(leaf, leaf)).isFalse();
        assertThat(new ConsistencyProof(1, beyond, path).verify(leaf, leaf)).isFalse();
        assertThat(new ConsistencyProof(beyond, beyond, List.of()).verify(leaf, leaf)).isFalse();
    }

    private static Hash alike(int level) {
        var hash = KeptNodes.leaf(0);
        for (int i = 0; i < level * TreeNode.HEIGHT; i++) {
            hash = Hash.ofNode(hash, hash);
        }
        return hash;
    }
}
