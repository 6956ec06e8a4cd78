package io.systemmanager.mcpengine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.IntFunction;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what a client carries for the server, with AES-256-GCM: it can neither read nor change it,
 * nor use it for anything but what it was bound to. The key lives as long as this object, so
 * nothing sealed survives a restart. Safe for many threads.
 */
final class Sealer {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final IntFunction<byte[]> randomness;
    private final JsonMapper mapper = new JsonMapper(JsonText.factory().build());

    Sealer(IntFunction<byte[]> randomness) {
        this.key = new SecretKeySpec(randomness.apply(KEY), "AES");
        this.randomness = randomness;
    }

    /**
     * @param bound what must be the same when it is opened
     */
    String seal(ObjectNode payload, String... bound) {
        var nonce = randomness.apply(NONCE);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, nonce, bound);
            var sealed = cipher.doFinal(JsonText.of(payload).getBytes(StandardCharsets.UTF_8));
            var whole = new byte[nonce.length + sealed.length];
            System.arraycopy(nonce, 0, whole, 0, nonce.length);
            System.arraycopy(sealed, 0, whole, nonce.length, sealed.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("every JVM has " + CIPHER, broken);
        }
    }

    /** What was sealed; empty where it is not ours, was changed, or was bound to something else. */
    Optional<ObjectNode> open(String text, String... bound) {
        try {
            var whole = Base64.getUrlDecoder().decode(text);
            // Several texts decode to the same bytes; only the one that we wrote is ours.
            boolean ours =
                    Base64.getUrlEncoder().withoutPadding().encodeToString(whole).equals(text);
            if (!ours || whole.length <= NONCE) {
                return Optional.empty();
            }
            var nonce = Arrays.copyOf(whole, NONCE);
            var plain =
                    cipher(Cipher.DECRYPT_MODE, nonce, bound)
                            .doFinal(whole, NONCE, whole.length - NONCE);
            return Optional.of(
                    (ObjectNode) mapper.readTree(new String(plain, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | GeneralSecurityException notOurs) {
            return Optional.empty();
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("what was sealed is JSON", broken);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String... bound) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        var digest = MessageDigest.getInstance("SHA-256");
        for (var part : bound) { // each hashed by itself, so that no two lists look alike
            var bytes = part.getBytes(StandardCharsets.UTF_8);
            cipher.updateAAD(digest.digest(bytes));
        }
        return cipher;
    }
}
