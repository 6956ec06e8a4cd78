package io.systemmanager.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** What holds for every secret, moment and body. */
class WebhookSignatureTest {
    private static final String ID = "ntf_0123456789abcdef0123456789abcdef";

    private static WebhookSecret secret(byte[] key) {
        return WebhookSecret.parse("whsec_" + Base64.getEncoder().encodeToString(key));
    }

    @Property
    void whoHasTheSecretCanVerifyTheBytesThatAreSent(
            @ForAll @Size(min = 24, max = 64) byte[] key,
            @ForAll @LongRange(min = 0, max = 253_402_300_799L) long at,
            @ForAll @StringLength(max = 300) String body)
            throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update(ID.getBytes(StandardCharsets.UTF_8));
        mac.update((byte) '.');
        mac.update(Long.toString(at).getBytes(StandardCharsets.UTF_8));
        mac.update((byte) '.');
        var expected = mac.doFinal(body.getBytes(StandardCharsets.UTF_8));

        assertThat(secret(key).sign(ID, at, body))
                .isEqualTo("v1," + Base64.getEncoder().encodeToString(expected));
    }

    @Property
    void whatIsChangedOnTheWayHasAnotherSignature(
            @ForAll @Size(min = 24, max = 64) byte[] key,
            @ForAll @LongRange(min = 0, max = 253_402_300_799L) long at,
            @ForAll @StringLength(max = 300) String body) {
        var secret = secret(key);
        var sent = secret.sign(ID, at, body);

        assertThat(secret.sign(ID, at, body + " ")).isNotEqualTo(sent);
        assertThat(secret.sign(ID, at + 1, body)).isNotEqualTo(sent);
        assertThat(secret.sign(ID.replace('0', '1'), at, body)).isNotEqualTo(sent);
        var other = key.clone();
        other[0] ^= 1;
        assertThat(secret(other).sign(ID, at, body)).isNotEqualTo(sent);
    }
}
