package io.systemmanager.domain.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any true proof verifies, and no other: what an auditor may rely on. Seeded. */
class ProofLawsTest {
    private static final int SIZE = 520;
    private static final KeptNodes KEPT = KeptNodes.of(SIZE);
    private static final List<Hash> LEAVES = KeptNodes.leaves(SIZE);

    @Test
    void everyLeafOfEveryTreeIsProven() {
        for (int size = 1; size <= SIZE; size += size < 140 ? 1 : 19) {
            var tree = new MerkleTree(KEPT, size);
            var root = tree.root();
            for (int index = 0; index < size; index++) {
                assertThat(tree.inclusion(index).verify(LEAVES.get(index), root)).isTrue();
            }
        }
    }

    @Test
    void everyTreeIsProvenToExtendEveryEarlierOne() {
        var roots = new ArrayList<Hash>();
        for (int size = 0; size <= SIZE; size++) {
            roots.add(new MerkleTree(KEPT, size).root());
        }
        for (int later = 0; later <= SIZE; later += later < 140 ? 1 : 19) {
            for (int earlier = 0; earlier <= later; earlier++) {
                var proof = new MerkleTree(KEPT, later).consistencyFrom(earlier);
                assertThat(proof.verify(roots.get(earlier), roots.get(later)))
                        .as("%d to %d", earlier, later)
                        .isTrue();
            }
        }
    }

    @Test
    void anInclusionProofWithOneBitChangedAnywhereIsRefused() {
        var random = new Random(1);
        for (int size : new int[] {1, 2, 3, 4, 5, 7, 8, 9, 64, 65, 255, 256, 257, 300, 511, 513}) {
            var tree = new MerkleTree(KEPT, size);
            int index = random.nextInt(size);
            var leaf = LEAVES.get(index);
            var root = tree.root();
            var proof = tree.inclusion(index);
            for (int bit = 0; bit < Hash.LENGTH * 8; bit++) {
                assertThat(proof.verify(flip(leaf, bit), root)).isFalse();
                assertThat(proof.verify(leaf, flip(root, bit))).isFalse();
                for (var path : flips(proof.path(), bit)) {
                    assertThat(new InclusionProof(index, size, path).verify(leaf, root)).isFalse();
                }
            }
        }
    }

    @Test
    void aConsistencyProofWithOneBitChangedAnywhereIsRefused() {
        var random = new Random(2);
        for (int later : new int[] {2, 3, 4, 5, 7, 8, 9, 64, 65, 255, 256, 257, 300, 511, 513}) {
            int earlier = 1 + random.nextInt(later - 1);
            var first = new MerkleTree(KEPT, earlier).root();
            var second = new MerkleTree(KEPT, later).root();
            var proof = new MerkleTree(KEPT, later).consistencyFrom(earlier);
            for (int bit = 0; bit < Hash.LENGTH * 8; bit++) {
                assertThat(proof.verify(flip(first, bit), second)).isFalse();
                assertThat(proof.verify(first, flip(second, bit))).isFalse();
                for (var path : flips(proof.path(), bit)) {
                    assertThat(new ConsistencyProof(earlier, later, path).verify(first, second))
                            .isFalse();
                }
            }
        }
    }

    @Test
    void aProofOfAnotherShapeIsRefused() {
        for (int size = 2; size <= 70; size++) {
            var tree = new MerkleTree(KEPT, size);
            var root = tree.root();
            for (int index = 0; index < size; index++) {
                for (var path : misshapen(tree.inclusion(index).path())) {
                    assertThat(
                                    new InclusionProof(index, size, path)
                                            .verify(LEAVES.get(index), root))
                            .as("%d in %d", index, size)
                            .isFalse();
                }
            }
            for (int earlier = 1; earlier <= size; earlier++) {
                var first = new MerkleTree(KEPT, earlier).root();
                for (var path : misshapen(tree.consistencyFrom(earlier).path())) {
                    assertThat(new ConsistencyProof(earlier, size, path).verify(first, root))
                            .as("%d to %d", earlier, size)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void aLeafIsProvenAtItsOwnIndexOnly() {
        for (int size = 2; size <= 70; size++) {
            var tree = new MerkleTree(KEPT, size);
            for (int index = 0; index < size; index++) {
                var path = tree.inclusion(index).path();
                for (int other = -1; other <= size; other++) {
                    boolean proven =
                            new InclusionProof(other, size, path)
                                    .verify(LEAVES.get(index), tree.root());
                    assertThat(proven).isEqualTo(other == index);
                }
            }
        }
    }

    @Test
    void earlierAndLaterCannotBeSwappedOrMistaken() {
        for (int later = 2; later <= 70; later++) {
            var second = new MerkleTree(KEPT, later).root();
            for (int earlier = 1; earlier < later; earlier++) {
                var first = new MerkleTree(KEPT, earlier).root();
                var path = new MerkleTree(KEPT, later).consistencyFrom(earlier).path();
                assertThat(new ConsistencyProof(later, earlier, path).verify(second, first))
                        .isFalse();
                assertThat(new ConsistencyProof(earlier, later, path).verify(second, first))
                        .isFalse();
                assertThat(new ConsistencyProof(earlier, later, path).verify(first, first))
                        .isFalse();
                assertThat(new ConsistencyProof(later, later, path).verify(first, second))
                        .isFalse();
                assertThat(new ConsistencyProof(0, later, path).verify(first, second)).isFalse();
            }
        }
    }

    @Test
    void aHistoryWithAnEntryChangedExtendsNothingThatHeldIt() {
        var random = new Random(3);
        for (int round = 0; round < 200; round++) {
            int later = 2 + random.nextInt(300);
            int earlier = 1 + random.nextInt(later - 1);
            int changed = random.nextInt(earlier);
            var forged = new KeptNodes();
            for (int i = 0; i < later; i++) {
                forged.append(i == changed ? KeptNodes.leaf(1_000_000) : LEAVES.get(i));
            }
            var proof = new MerkleTree(forged, later).consistencyFrom(earlier);
            var honest = new MerkleTree(KEPT, earlier).root();
            assertThat(proof.verify(honest, forged.range().root())).isFalse();
        }
    }

    /** The hashes lead to the roots, but a tree of that size has no such path. */
    @Test
    void aPathBeyondTheRootIsRefused() {
        var leaf = LEAVES.getFirst();
        var beside = LEAVES.get(1);
        var above = Hash.ofNode(beside, leaf);
        assertThat(new InclusionProof(0, 1, List.of(beside)).verify(leaf, above)).isFalse();
        assertThat(
                        new ConsistencyProof(3, 4, withLast(new MerkleTree(KEPT, 4), beside))
                                .verify(
                                        Hash.ofNode(beside, new MerkleTree(KEPT, 3).root()),
                                        Hash.ofNode(beside, new MerkleTree(KEPT, 4).root())))
                .isFalse();
    }

    /** The hashes lead to what is claimed for the roots, but they are nodes below them. */
    @Test
    void aPathThatStopsBelowTheRootIsRefused() {
        var pair = Hash.ofNode(LEAVES.get(2), LEAVES.get(3));
        var path = List.of(LEAVES.get(3));
        assertThat(new InclusionProof(2, 4, path).verify(LEAVES.get(2), pair)).isFalse();
        assertThat(
                        new ConsistencyProof(3, 4, List.of(LEAVES.get(2), LEAVES.get(3)))
                                .verify(LEAVES.get(2), pair))
                .isFalse();
    }

    private static List<Hash> withLast(MerkleTree tree, Hash last) {
        var path = new ArrayList<>(tree.consistencyFrom(3).path());
        path.add(last);
        return path;
    }

    @Test
    void theEmptyTreeSpeaksForNoOther() {
        var root = new MerkleTree(KEPT, 5).root();
        assertThat(new ConsistencyProof(0, 5, List.of()).verify(Hash.OF_NOTHING, root)).isTrue();
        assertThat(new ConsistencyProof(0, 5, List.of()).verify(root, root)).isFalse();
        assertThat(new ConsistencyProof(0, 5, List.of(root)).verify(Hash.OF_NOTHING, root))
                .isFalse();
        assertThat(new ConsistencyProof(0, 0, List.of()).verify(Hash.OF_NOTHING, root)).isFalse();
        assertThat(new ConsistencyProof(-1, 5, List.of()).verify(Hash.OF_NOTHING, root)).isFalse();
        assertThat(new InclusionProof(0, 0, List.of()).verify(root, root)).isFalse();
    }

    private static Hash flip(Hash hash, int bit) {
        var bytes = hash.bytes();
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        return Hash.of(bytes);
    }

    /** The path with that bit flipped in each of its hashes. */
    private static List<List<Hash>> flips(List<Hash> path, int bit) {
        var all = new ArrayList<List<Hash>>();
        for (int i = 0; i < path.size(); i++) {
            var changed = new ArrayList<>(path);
            changed.set(i, flip(path.get(i), bit));
            all.add(changed);
        }
        return all;
    }

    /** Shorter and longer at both ends and in the middle, and every two hashes swapped. */
    private static List<List<Hash>> misshapen(List<Hash> path) {
        var all = new ArrayList<List<Hash>>();
        for (int i = 0; i <= path.size(); i++) {
            var longer = new ArrayList<>(path);
            longer.add(i, i == path.size() ? KeptNodes.leaf(0) : path.get(i));
            all.add(longer);
        }
        for (int i = 0; i < path.size(); i++) {
            var shorter = new ArrayList<>(path);
            shorter.remove(i);
            all.add(shorter);
            for (int j = i + 1; j < path.size(); j++) {
                var swapped = new ArrayList<>(path);
                Collections.swap(swapped, i, j);
                all.add(swapped);
            }
        }
        return all;
    }
}
