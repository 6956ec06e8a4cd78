package io.systemmanager.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class WebhookSecretTest {

    /** The example of the specification's reference libraries. */
    @Test
    void aSignatureIsTheOneThatStandardWebhooksGives() {
        var secret = WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(
                        secret.sign(
                                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                1_614_265_330,
                                "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void whatIsNoSecretIsRefusedWithoutBeingShown() {
        for (var wrong :
                new String[] {
                    "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                    "whsec_short",
                    "whsec_not!base64",
                    "whsec_" + Base64.getEncoder().encodeToString(new byte[23]),
                    "whsec_" + Base64.getEncoder().encodeToString(new byte[65])
                }) {
            assertThatThrownBy(() -> WebhookSecret.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasNoCause()
                    .message()
                    .doesNotContain(wrong.substring(6));
        }
    }
}
