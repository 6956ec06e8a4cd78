package io.systemmanager.domain.sshsig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors were made by {@code ssh-keygen} of OpenSSH 9.2 with keys that exist nowhere else. */
class SshSignatureTest {
    private static final String PURPOSE = "approval@systemmanager";
    private static final String STATEMENT = resource("statement");

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ed25519-256", "ecdsa", "rsa"})
    void whatSshKeygenSignsIsTakenAsItIsWritten(String vector) {
        var signature = new SshSignature(resource(vector + ".sig"));

        assertThat(signature.signs(PURPOSE, STATEMENT)).isTrue();
        assertThat(signature.key()).isEqualTo(new SshKey(resource(vector + ".pub").strip()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ed25519-256", "ecdsa", "rsa"})
    void everyFlippedBitOfASignatureIsRefused(String vector) {
        var blob = blob(resource(vector + ".sig"));
        // RSA is slow and long: of each of its bytes one bit.
        int step = vector.equals("rsa") ? 9 : 1;
        for (int bit = 0; bit < blob.length * 8; bit += step) {
            var changed = blob.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertRefused(changed, "bit " + bit);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void everyFlippedBitOfAStatementIsRefused(String vector) {
        var signature = new SshSignature(resource(vector + ".sig"));
        for (int bit = 0; bit < STATEMENT.length() * 7; bit++) {
            var changed = STATEMENT.getBytes(StandardCharsets.US_ASCII);
            changed[bit / 7] ^= (byte) (1 << (bit % 7));
            assertThat(signature.signs(PURPOSE, new String(changed, StandardCharsets.US_ASCII)))
                    .as("bit %s", bit)
                    .isFalse();
        }
    }

    @Test
    void aSignatureThatIsCutOrGoesOnIsRefused() {
        var blob = blob(resource("ecdsa.sig"));
        for (int length = 0; length <= blob.length + 4; length++) {
            if (length != blob.length) {
                assertRefused(Arrays.copyOf(blob, length), "length " + length);
            }
        }
    }

    @Test
    void everyOtherCharacterInTheArmourIsRefused() {
        var armour = resource("ed25519.sig");
        for (int at = 0; at < armour.length(); at++) {
            for (char other : new char[] {'A', '/', '=', '-', '\n', ' ', '\t', 'ä'}) {
                if (armour.charAt(at) != other) {
                    var changed = armour.substring(0, at) + other + armour.substring(at + 1);
                    assertThatIllegalArgumentException()
                            .as("%s at %s", other, at)
                            .isThrownBy(() -> requireSigned(new SshSignature(changed)));
                }
            }
        }
    }

    @Test
    void whatPeoplePasteIsReadAsTheSame() {
        var armour = resource("rsa.sig");
        var signature = new SshSignature(armour);

        assertThat(SshSignature.parse("  " + armour.replace("\n", "\r\n"))).isEqualTo(signature);
        assertThat(SshSignature.parse(armour.strip())).isEqualTo(signature);
        assertThatIllegalArgumentException().isThrownBy(() -> new SshSignature(armour.strip()));
    }

    @Test
    void itCountsForItsPurposeOnly() {
        var git = TestSigner.random().sign("git", STATEMENT);

        assertThat(git.signs("git", STATEMENT)).isTrue();
        assertThat(git.signs(PURPOSE, STATEMENT)).isFalse();
    }

    @Test
    void aSecurityKeyCountsWhenItWasTouched() {
        var key = TestSigner.random();

        assertThat(key.touched(0b001, PURPOSE, STATEMENT).signs(PURPOSE, STATEMENT)).isTrue();
        assertThat(key.touched(0b101, PURPOSE, STATEMENT).signs(PURPOSE, STATEMENT)).isTrue();
        assertThat(key.touched(0b000, PURPOSE, STATEMENT).signs(PURPOSE, STATEMENT)).isFalse();
        assertThat(key.touched(0b100, PURPOSE, STATEMENT).signs(PURPOSE, STATEMENT)).isFalse();
    }

    @Test
    void everyFlippedBitOfASecurityKeysSignatureIsRefused() {
        var blob = blob(TestSigner.random().touched(1, PURPOSE, STATEMENT).armour());
        for (int bit = 0; bit < blob.length * 8; bit++) {
            var changed = blob.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertRefused(changed, "bit " + bit);
        }
    }

    @Test
    void aSecurityKeyThatWasMadeForTheWebIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        TestSigner.random().touched(1, "https://example", PURPOSE, STATEMENT));
    }

    @Test
    void aShortRsaKeyIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SshSignature(resource("weak.sig")))
                .withMessageContaining("3072");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SshKey(resource("weak.pub").strip()));
    }

    @Test
    void aPointThatIsNotOnTheCurveIsNoKey() {
        var blob = Base64.getDecoder().decode(resource("ecdsa.pub").strip().split(" ", 2)[1]);
        blob[blob.length - 1] ^= 1;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SshKey.of(blob))
                .withMessageContaining("P-256");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh-dss",
                "ssh-ed25519-cert-v01@openssh.com",
                "ecdsa-sha2-nistp384",
                "sk-ecdsa-sha2-nistp256@openssh.com"
            })
    void aKeyOfAnotherKindIsRefused(String type) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SshKey.of(TestSigner.string(type)))
                .withMessageContaining("not taken");
    }

    @Test
    void aKeyHasOneSpelling() {
        var text = resource("ed25519.pub").strip();
        var key = new SshKey(text);

        assertThat(key.fingerprint())
                .isEqualTo("SHA256:xBayX6Eyu2Yw5pQfj6OyEn7nTNInJUJDMKm1qXSMMHI");
        for (var other : new String[] {text + " ann@host", text + "=", " " + text, ""}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new SshKey(other));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SshKey(text.replace("ssh-ed25519 ", "ssh-rsa ")));
    }

    private static void assertRefused(byte[] blob, String as) {
        assertThatIllegalArgumentException()
                .as(as)
                .isThrownBy(() -> requireSigned(TestSigner.armoured(blob)));
    }

    private static void requireSigned(SshSignature signature) {
        if (!signature.signs(PURPOSE, STATEMENT)) {
            throw new IllegalArgumentException("it does not sign this");
        }
    }

    private static byte[] blob(String armour) {
        var lines = armour.strip().lines().toList();
        return Base64.getDecoder().decode(String.join("", lines.subList(1, lines.size() - 1)));
    }

    private static String resource(String name) {
        try (var in = SshSignatureTest.class.getResourceAsStream("/sshsig/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
