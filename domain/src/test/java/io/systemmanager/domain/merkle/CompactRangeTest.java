package io.systemmanager.domain.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CompactRangeTest {

    @Test
    void everySizeHasTheRootOfTheDefinition() {
        var range = CompactRange.empty();
        var leaves = KeptNodes.leaves(600);
        for (int size = 0; size < leaves.size(); size++) {
            assertThat(range.root()).isEqualTo(PlainTree.root(leaves.subList(0, size)));
            assertThat(range.size()).isEqualTo(size);
            range.append(leaves.get(size));
        }
    }

    @Test
    void aNodeIsCompletedByItsLastLeafAndHoldsTheRootOfItsLeaves() {
        var range = CompactRange.empty();
        var leaves = KeptNodes.leaves(1_024);
        for (int i = 0; i < leaves.size(); i++) {
            var completed = range.append(leaves.get(i));
            if (i % 256 == 255) {
                assertThat(completed)
                        .containsExactly(
                                new TreeNode(
                                        1,
                                        i / 256,
                                        PlainTree.root(leaves.subList(i - 255, i + 1))));
            } else {
                assertThat(completed).isEmpty();
            }
        }
    }

    @Test
    void theLeafThatCompletesTwoLevelsTellsTheLowerFirst() {
        var range = CompactRange.empty();
        List<TreeNode> last = List.of();
        for (int i = 0; i < 65_536; i++) {
            last = range.append(KeptNodes.leaf(i));
        }
        assertThat(last)
                .extracting(node -> node.level() + "/" + node.index())
                .containsExactly("1/255", "2/0");
        assertThat(last.getLast().hash()).isEqualTo(range.root());
    }

    @Test
    void aCopyIsAPlaceToReturnTo() {
        var range = KeptNodes.of(77).range();
        var copy = range.copy();
        var root = range.root();
        range.append(KeptNodes.leaf(77));
        assertThat(copy.root()).isEqualTo(root).isNotEqualTo(range.root());
        copy.append(KeptNodes.leaf(77));
        assertThat(copy.root()).isEqualTo(range.root());
    }

    @Test
    void aRangeThatWasKeptGoesOnAsIfItHadNeverStopped() {
        for (int size = 0; size < 300; size++) {
            var range = KeptNodes.of(size).range();
            var kept = CompactRange.of(size, range.peaks());
            assertThat(kept.append(KeptNodes.leaf(size)))
                    .isEqualTo(range.append(KeptNodes.leaf(size)));
            assertThat(kept.root()).isEqualTo(range.root());
        }
    }

    @Test
    void aRangeWithAnotherNumberOfSubtreesIsRefused() {
        var hash = KeptNodes.leaf(0);
        assertThatThrownBy(() -> CompactRange.of(3, List.of(hash)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CompactRange.of(-1, List.of(hash)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CompactRange.of(MerkleTree.MAX_SIZE + 1, List.of(hash, hash)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFullLogTakesNoMore() {
        var full = CompactRange.of(MerkleTree.MAX_SIZE, List.of(KeptNodes.leaf(0)));
        assertThatThrownBy(() -> full.append(KeptNodes.leaf(1)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(full.root()).isEqualTo(KeptNodes.leaf(0));
    }
}
