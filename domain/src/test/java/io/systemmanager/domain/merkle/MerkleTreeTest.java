package io.systemmanager.domain.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a tree computes from stored nodes is what the definitions say over all leaves. */
class MerkleTreeTest {
    private static final int SIZE = 520;
    private static final KeptNodes KEPT = KeptNodes.of(SIZE);
    private static final List<Hash> LEAVES = KeptNodes.leaves(SIZE);

    @Test
    void everyOlderSizeHasItsRootAndItsRange() {
        for (int size = 0; size <= SIZE; size++) {
            var tree = new MerkleTree(KEPT, size);
            var root = PlainTree.root(LEAVES.subList(0, size));
            assertThat(tree.root()).isEqualTo(root);
            assertThat(tree.range().root()).isEqualTo(root);
            assertThat(tree.range().size()).isEqualTo(size);
        }
    }

    @Test
    void everyInclusionProofIsThatOfTheDefinition() {
        for (int size = 1; size <= SIZE; size += 37) {
            for (int index = 0; index < size; index++) {
                assertThat(new MerkleTree(KEPT, size).inclusion(index).path())
                        .isEqualTo(PlainTree.inclusion(index, LEAVES.subList(0, size)));
            }
        }
    }

    @Test
    void everyConsistencyProofIsThatOfTheDefinition() {
        for (int later = 1; later <= SIZE; later += 37) {
            for (int earlier = 1; earlier <= later; earlier++) {
                assertThat(new MerkleTree(KEPT, later).consistencyFrom(earlier).path())
                        .isEqualTo(PlainTree.consistency(earlier, LEAVES.subList(0, later), true));
            }
        }
    }

    @Test
    void aPrunedPastTakesNoProofFromWhatIsLeft() {
        int cut = 256;
        var pruned = KeptNodes.of(SIZE);
        pruned.prune(cut);
        var tree = new MerkleTree(pruned, SIZE);
        assertThat(tree.root()).isEqualTo(PlainTree.root(LEAVES));
        for (int size = cut; size <= SIZE; size++) {
            assertThat(tree.consistencyFrom(size))
                    .isEqualTo(new MerkleTree(KEPT, SIZE).consistencyFrom(size));
        }
        for (int index = cut; index < SIZE; index++) {
            assertThat(tree.inclusion(index))
                    .isEqualTo(new MerkleTree(KEPT, SIZE).inclusion(index));
        }
        assertThatThrownBy(() -> tree.inclusion(cut - 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatTheTreeHasNotIsRefused() {
        var tree = new MerkleTree(KEPT, 10);
        assertThatThrownBy(() -> tree.inclusion(10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.inclusion(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.consistencyFrom(11))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.consistencyFrom(-1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MerkleTree(KEPT, -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MerkleTree(KEPT, MerkleTree.MAX_SIZE + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSourceThatGivesTheWrongNumberIsBroken() {
        var hash = KeptNodes.leaf(0);
        var tree = new MerkleTree((_, _, count) -> Collections.nCopies(count + 1, hash), 4);
        assertThatThrownBy(tree::root).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPlaceOutsideOfEveryTreeIsNoNode() {
        assertThatThrownBy(() -> new TreeNode(7, 0, KeptNodes.leaf(0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TreeNode(-1, 0, KeptNodes.leaf(0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TreeNode(0, -1, KeptNodes.leaf(0)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
