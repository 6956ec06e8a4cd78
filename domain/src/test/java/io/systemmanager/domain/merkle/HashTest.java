package io.systemmanager.domain.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashTest {

    @Test
    void nothingHasTheHashOfNoBytes() {
        assertThat(Hash.OF_NOTHING.hex())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    /** The empty leaf of the test data of RFC 6962's reference implementations. */
    @Test
    void anEmptyEntryIsNotNothing() {
        assertThat(Hash.ofLeaf(new byte[0]).hex())
                .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    }

    @Test
    void aLeafThatLooksLikeTwoHashesIsNoNode() {
        var left = Hash.ofLeaf(new byte[] {1});
        var right = Hash.ofLeaf(new byte[] {2});
        var both = new byte[2 * Hash.LENGTH];
        System.arraycopy(left.bytes(), 0, both, 0, Hash.LENGTH);
        System.arraycopy(right.bytes(), 0, both, Hash.LENGTH, Hash.LENGTH);
        assertThat(Hash.ofLeaf(both)).isNotEqualTo(Hash.ofNode(left, right));
        assertThat(Hash.ofNode(left, right)).isNotEqualTo(Hash.ofNode(right, left));
    }

    @Test
    void keptBytesAndBase64GiveTheSameHashBack() {
        var hash = Hash.ofLeaf(new byte[] {7});
        assertThat(Hash.of(hash.bytes())).isEqualTo(hash).hasSameHashCodeAs(hash);
        assertThat(Hash.ofBase64(hash.base64())).contains(hash);
        assertThat(hash).hasToString(hash.hex());
    }

    @Test
    void nobodyCanChangeAHashThroughItsBytes() {
        var bytes = new byte[Hash.LENGTH];
        var hash = Hash.of(bytes);
        var before = hash.hex();
        bytes[0] = 1;
        hash.bytes()[1] = 1;
        assertThat(hash.hex()).isEqualTo(before);
    }

    @Test
    void anotherLengthIsNoHash() {
        assertThatThrownBy(() -> Hash.of(new byte[31]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Hash.of(new byte[33]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Of the root "DlqwKPUnC1NylB5T2IgfVArytx/mXTdAWJDtfaqlE3k=". */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "DlqwKPUnC1NylB5T2IgfVArytx/mXTdAWJDtfaqlE3k", // no padding
                "DlqwKPUnC1NylB5T2IgfVArytx/mXTdAWJDtfaqlE3l=", // stray bits
                "DlqwKPUnC1NylB5T2IgfVArytx_mXTdAWJDtfaqlE3k=", // the other alphabet
                "DlqwKPUnC1NylB5T2IgfVArytx/mXTdAWJDtfaqlE3k=\n",
                "DlqwKPUnC1NylB5T2IgfVArytx/mXTdAWJDtfaqlEw==", // 31 bytes
            })
    void base64HasOneFormOnly(String text) {
        assertThat(Hash.ofBase64(text)).isEmpty();
    }
}
