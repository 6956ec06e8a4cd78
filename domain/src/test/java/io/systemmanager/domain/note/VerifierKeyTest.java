package io.systemmanager.domain.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierKeyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                Vectors.LOG_KEY,
                Vectors.EPOCH_KEY,
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            })
    void whatIsReadIsWritten(String text) {
        assertThat(VerifierKey.parse(text).orElseThrow()).hasToString(text);
    }

    /** RFC 8032 §7.1, tests 1 to 3. */
    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    })
    void aSeedHasThePublicKeyOfTheStandard(String seed, String open) {
        var pair = Ed25519.pair(HexFormat.of().parseHex(seed));
        assertThat(HexFormat.of().formatHex(Ed25519.raw(pair.getPublic()))).isEqualTo(open);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PeterNeumann",
                "PeterNeumann+c74f20a3",
                "PeterNeumann+c74f20a3+",
                "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TX",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T",
                "PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", // type 2
            })
    void anythingElseIsNoKey(String text) {
        assertThat(VerifierKey.parse(text)).isEmpty();
    }

    @Test
    void aKeyThatIsNoPointOnTheCurveIsRefused() {
        var raw = new byte[Ed25519.KEY_LENGTH];
        raw[0] = 2;
        assertThat(Ed25519.publicKey(raw)).isEmpty();
    }

    @Test
    void keysAreEqualWhenTheirTextsAre() {
        var one = VerifierKey.parse(Vectors.LOG_KEY);
        assertThat(one).contains(Vectors.logSigner().verifier());
        assertThat(one.orElseThrow()).hasSameHashCodeAs(Vectors.logSigner().verifier());
        assertThat(one).isNotEqualTo(VerifierKey.parse(Vectors.EPOCH_KEY));
    }

    @Test
    void aSignerNeverPrintsItsSecret() {
        var seed = Vectors.logSeed();
        assertThat(NoteSigner.ofSeed("log", seed).toString())
                .startsWith("NoteSigner[log+")
                .doesNotContain(HexFormat.of().formatHex(seed).substring(0, 8));
    }

    @Test
    void aSignerWithoutANameOrAWholeSeedIsNotMade() {
        assertThatThrownBy(() -> NoteSigner.ofSeed("a b", new byte[32]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NoteSigner.ofSeed("a", new byte[31]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
