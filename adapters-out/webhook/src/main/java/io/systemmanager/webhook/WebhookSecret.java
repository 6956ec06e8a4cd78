package io.systemmanager.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that sender and receiver share, with which bodies are signed as Standard Webhooks says.
 * It prints nothing of itself. Thread-safe.
 */
public final class WebhookSecret {
    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST = 24;
    private static final int MOST = 64;

    private final SecretKeySpec key;

    private WebhookSecret(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * Reads {@code whsec_} and the base64 of 24 to 64 bytes.
     *
     * @throws IllegalArgumentException when it is none; the message holds nothing of it
     */
    public static WebhookSecret parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a webhook's secret begins with " + PREFIX);
        }
        var key = decoded(text.substring(PREFIX.length()));
        if (key.length < LEAST || key.length > MOST) {
            throw new IllegalArgumentException(
                    "a webhook's secret is the base64 of 24 to 64 bytes behind " + PREFIX);
        }
        return new WebhookSecret(key);
    }

    /** Empty where it is no base64: what the decoder says of it may hold a part of the secret. */
    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException broken) {
            return new byte[0];
        }
    }

    /**
     * One signature: {@code v1,} and the base64 of the HMAC over id, timestamp and body, with dots
     * between.
     *
     * @param id of the message; holds no dot
     * @param timestamp of this try, in seconds since 1970
     */
    String sign(String id, long timestamp, String body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            var signed = "%s.%d.%s".formatted(id, timestamp, body);
            var hmac = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(hmac);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks " + ALGORITHM, e);
        }
    }
}
