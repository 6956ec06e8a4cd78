package io.systemmanager.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SecureRandomnessTest {
    private final SecureRandomness randomness = new SecureRandomness();

    @Test
    void noBytesAreHandedOutTwice() {
        var seen = new HashSet<Long>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add(ByteBuffer.wrap(randomness.bytes(8)).getLong())).isTrue();
        }
    }

    @Test
    void noBytesAreHandedOutTwiceToThoseWhoAskAtOnce() {
        var seen =
                IntStream.range(0, 50_000)
                        .parallel()
                        .mapToObj(_ -> ByteBuffer.wrap(randomness.bytes(8)).getLong())
                        .distinct()
                        .count();

        assertThat(seen).isEqualTo(50_000);
    }

    @Test
    void asManyBytesComeAsAreAskedFor() {
        for (int count : new int[] {0, 1, 10, 1_000, 1_024, 1_025, 5_000}) {
            assertThat(randomness.bytes(count)).hasSize(count);
        }
        var many = ByteBuffer.wrap(randomness.bytes(4_000));
        assertThat(IntStream.range(0, 500).mapToObj(i -> many.getLong(8 * i)).distinct().count())
                .isEqualTo(500);
    }
}
