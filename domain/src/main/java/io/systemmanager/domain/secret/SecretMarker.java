package io.systemmanager.domain.secret;

import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Puts keyed marks in the place of secrets. Equal values under one key have equal marks, so it can
 * be asked whether a secret was used; without the key a mark helps nobody to guess, and when the
 * key is destroyed the marks mean nothing any more.
 *
 * <p>MAC = HMAC-SHA256(key, "sm/audit/secret/v1" ‖ LF ‖ canonical JSON), so that numbers and truth
 * values are covered like strings. Immutable and thread-safe; it never prints its key.
 */
public final class SecretMarker {

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] LABEL = "sm/audit/secret/v1\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVIDENCE =
            "sm/audit/evidence/v1\n".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern KEY_ID = Pattern.compile("[a-z0-9]{1,16}");
    private static final int KEY_LENGTH = 32;
    private static final int MARK_LENGTH = 16;
    private static final int SMALLEST_BUCKET = 16;

    private final String keyId;
    private final SecretKeySpec key;

    /**
     * A marker with a key and the id that its marks carry.
     *
     * @param keyId 1 to 16 lower-case letters and digits
     * @param key 32 secret bytes, which are copied
     * @throws IllegalArgumentException when one of them is something else
     */
    public SecretMarker(String keyId, byte[] key) {
        if (!KEY_ID.matcher(keyId).matches() || key.length != KEY_LENGTH) {
            throw new IllegalArgumentException("not the id and the key of a marker");
        }
        this.keyId = keyId;
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** What an entry holds in the place of the value: the mark, and about how long it is. */
    public Json.Obj redacted(Json value) {
        return Json.object().put("hmac", mark(value)).put("len", bucket(value)).build();
    }

    /** The mark of a value: {@code hs1:<key id>:<22 characters>}, of half the MAC. */
    public String mark(Json value) {
        return encoded("hs1:", Arrays.copyOf(mac(LABEL, CanonicalJson.bytes(value)), MARK_LENGTH));
    }

    /** The mark with the whole MAC, 43 characters: for digests that bind a request. */
    public String fullMark(Json value) {
        return encoded("hs1:", mac(LABEL, CanonicalJson.bytes(value)));
    }

    /** A keyed digest of bytes that are stored elsewhere: {@code he1:<key id>:<43 characters>}. */
    public String evidence(byte[] data) {
        return encoded("he1:", mac(EVIDENCE, data));
    }

    /**
     * The canonical length in bytes, rounded up to a power of two: the exact one helps to guess.
     */
    private static long bucket(Json value) {
        long length = Math.max(SMALLEST_BUCKET, CanonicalJson.bytes(value).length);
        return Long.highestOneBit(2 * length - 1);
    }

    private String encoded(String kind, byte[] mac) {
        return kind + keyId + ':' + Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }

    private byte[] mac(byte[] label, byte[] data) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(label);
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks HMAC-SHA256", e);
        }
    }

    @Override
    public String toString() {
        return "SecretMarker[" + keyId + "]";
    }
}
