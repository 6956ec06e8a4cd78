package io.systemmanager.domain.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.domain.merkle.Hash;
import io.systemmanager.domain.merkle.MerkleTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    private static final String ROOT = "DlqwKPUnC1NylB5T2IgfVArytx/mXTdAWJDtfaqlE3k=";
    private static final String EMPTY = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    @Test
    void whatIsWrittenIsRead() {
        for (long size : new long[] {1, 9, 10, 256, 1_000_000_007, MerkleTree.MAX_SIZE}) {
            var checkpoint = new Checkpoint("log.example/1", size, Vectors.ROOTS.getFirst());
            assertThat(Checkpoint.parse(checkpoint.text())).contains(checkpoint);
        }
        var empty = new Checkpoint("log.example/1", 0, Hash.OF_NOTHING);
        assertThat(Checkpoint.parse(empty.text())).contains(empty);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n\n",
                "a\n5\n" + ROOT, // no last newline
                "a\n5\n" + ROOT + "\n\n",
                "a\n5\n" + ROOT + "\nextension\n",
                "a\n5\n" + ROOT + "\nextension",
                "a\n5\n",
                "\n5\n" + ROOT + "\n",
                "a b\n5\n" + ROOT + "\n",
                "a\u00a0b\n5\n" + ROOT + "\n",
                "a+b\n5\n" + ROOT + "\n",
                "a\r\n5\r\n" + ROOT + "\r\n",
                "a\n\n" + ROOT + "\n",
                "a\n05\n" + ROOT + "\n",
                "a\n+5\n" + ROOT + "\n",
                "a\n-5\n" + ROOT + "\n",
                "a\n 5\n" + ROOT + "\n",
                "a\n0x5\n" + ROOT + "\n",
                "a\n\u0665\n" + ROOT + "\n", // a digit, but of another script
                "a\n9007199254740993\n" + ROOT + "\n", // 2^53 + 1
                "a\n18446744073709551621\n" + ROOT + "\n", // 5, if it wrapped around
                "a\n5\nDlqwKPUnC1NylB5T2IgfVArytx/mXTdAWJDtfaqlE3k\n",
                "a\n5\n0e5ab028f5270b5372941e53d8881f540af2b71fe65d37405890ed7daaa51379\n",
                "a\n0\n" + ROOT + "\n", // an empty log has the root of nothing
            })
    void anythingElseIsNoCheckpoint(String text) {
        assertThat(Checkpoint.parse(text)).isEmpty();
    }

    @Test
    void theEmptyLogIsReadWithItsRootOnly() {
        assertThat(Checkpoint.parse("a\n0\n" + EMPTY + "\n")).isPresent();
        assertThat(Checkpoint.parse("a\n00\n" + EMPTY + "\n")).isEmpty();
    }

    @Test
    void aCheckpointThatCouldNotBeReadIsNotMade() {
        var root = Vectors.ROOTS.getFirst();
        assertThatThrownBy(() -> new Checkpoint("a b", 1, root))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Checkpoint("a\nb", 1, root))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Checkpoint("a", -1, root))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Checkpoint("a", MerkleTree.MAX_SIZE + 1, root))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Checkpoint("a", 0, root))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
