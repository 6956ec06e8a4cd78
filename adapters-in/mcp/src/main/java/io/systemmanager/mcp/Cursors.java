package io.systemmanager.mcp;

import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Says where a list goes on, in a form that a caller can only hand back: a position bound by a MAC
 * to the caller and to the query it belongs to. Thread-safe.
 */
final class Cursors {
    private static final int MAC_BYTES = 12;

    private final SecretKeySpec key;

    /** With a key of 32 random bytes; cursors die with it. */
    Cursors(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** The cursor of a position in a query's result. */
    String at(long offset, Subject caller, Json.Obj query) {
        return encode(offset + ":" + mac(offset, caller, query));
    }

    /**
     * The position that a cursor stands for.
     *
     * @throws IllegalArgumentException when it was not made for this caller and query
     */
    long offset(String cursor, Subject caller, Json.Obj query) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            long offset = Long.parseLong(text.substring(0, Math.max(colon, 0)));
            var expected = at(offset, caller, query).getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(expected, cursor.getBytes(StandardCharsets.UTF_8))) {
                return offset;
            }
        } catch (IllegalArgumentException malformed) {
            // answered below, like a forged one
        }
        throw new IllegalArgumentException(
                "cursor does not belong to this query; begin again without it");
    }

    private String mac(long offset, Subject caller, Json.Obj query) {
        var bound =
                Json.object()
                        .put("offset", offset)
                        .put("caller", caller.value())
                        .put("query", query)
                        .build();
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            var full = mac.doFinal(CanonicalJson.bytes(bound));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Arrays.copyOf(full, MAC_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks HMAC-SHA256", e);
        }
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
