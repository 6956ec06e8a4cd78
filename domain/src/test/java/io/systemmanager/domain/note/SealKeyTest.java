package io.systemmanager.domain.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The published seal: VectorTest. */
class SealKeyTest {
    private static final SealKey KEY = SealKey.ofEpochSeed(Vectors.epochSeed());

    @Test
    void aSealMatchesItsCheckpointOnly() {
        var checkpoint = Vectors.checkpoint();
        var seal = KEY.seal(checkpoint);
        assertThat(KEY.matches(checkpoint, seal)).isTrue();
        assertThat(KEY.matches(new Checkpoint(Vectors.ORIGIN, 6, checkpoint.root()), seal))
                .isFalse();
        assertThat(KEY.matches(new Checkpoint(Vectors.ORIGIN, 5, Vectors.ROOTS.get(0)), seal))
                .isFalse();
        assertThat(KEY.matches(new Checkpoint("other", 5, checkpoint.root()), seal)).isFalse();
    }

    @Test
    void anotherEpochMakesAnotherSeal() {
        var other = SealKey.ofEpochSeed(Vectors.logSeed());
        assertThat(other.matches(Vectors.checkpoint(), KEY.seal(Vectors.checkpoint()))).isFalse();
    }

    @Test
    void everyFlippedBitAndEveryOtherLengthIsNoticed() {
        var checkpoint = Vectors.checkpoint();
        var seal = KEY.seal(checkpoint);
        for (int bit = 0; bit < SealKey.SEAL_LENGTH * 8; bit++) {
            var changed = seal.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(KEY.matches(checkpoint, changed)).isFalse();
        }
        assertThat(KEY.matches(checkpoint, new byte[0])).isFalse();
        assertThat(KEY.matches(checkpoint, Arrays.copyOf(seal, 31))).isFalse();
        assertThat(KEY.matches(checkpoint, Arrays.copyOf(seal, 33))).isFalse();
    }

    @Test
    void aSeedOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> SealKey.ofEpochSeed(new byte[31]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(KEY).hasToString("SealKey");
    }
}
