package io.systemmanager.domain.note;

import static io.systemmanager.domain.note.Vectors.LEAVES;
import static io.systemmanager.domain.note.Vectors.ROOTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.merkle.CompactRange;
import io.systemmanager.domain.merkle.MerkleTree;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every published value from the leaves upwards; the leaves themselves: LeafTest. */
class VectorTest {
    private static final MerkleTree TREE =
            new MerkleTree(
                    (_, first, count) -> LEAVES.subList((int) first, (int) first + count), 5);

    @Test
    void theRoots() {
        var range = CompactRange.empty();
        for (int size = 1; size <= LEAVES.size(); size++) {
            range.append(LEAVES.get(size - 1));
            if (size > 1) {
                assertThat(range.root()).isEqualTo(ROOTS.get(size - 2));
            }
        }
    }

    @Test
    void theKeys() {
        assertThat(Vectors.logSigner().verifier().text()).isEqualTo(Vectors.LOG_KEY);
        assertThat(Vectors.epochSigner().verifier().text()).isEqualTo(Vectors.EPOCH_KEY);
    }

    @Test
    void theNote() {
        assertThat(Vectors.checkpoint().text()).isEqualTo(Vectors.TEXT);
        var note =
                SignedNote.of(
                        Vectors.checkpoint().text(),
                        List.of(Vectors.logSigner(), Vectors.epochSigner()));
        assertThat(note.encoded()).isEqualTo(Vectors.NOTE);
    }

    @Test
    void theInclusionProof() {
        var proof = TREE.inclusion(2);
        assertThat(proof.path()).containsExactly(LEAVES.get(3), ROOTS.getFirst(), LEAVES.getLast());
        assertThat(proof.verify(LEAVES.get(2), ROOTS.getLast())).isTrue();
    }

    @Test
    void theConsistencyProof() {
        var proof = TREE.consistencyFrom(3);
        assertThat(proof.path())
                .containsExactly(LEAVES.get(2), LEAVES.get(3), ROOTS.getFirst(), LEAVES.getLast());
        assertThat(proof.verify(ROOTS.get(1), ROOTS.getLast())).isTrue();
    }

    @Test
    void theSeal() {
        var seal = SealKey.ofEpochSeed(Vectors.epochSeed()).seal(Vectors.checkpoint());
        assertThat(HexFormat.of().formatHex(seal)).isEqualTo(Vectors.SEAL);
    }
}
