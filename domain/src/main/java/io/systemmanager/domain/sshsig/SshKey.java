package io.systemmanager.domain.sshsig;

import io.systemmanager.domain.json.Digest;
import java.util.Base64;

/**
 * A public key that can sign here: {@code ssh-ed25519}, {@code sk-ssh-ed25519@openssh.com}, {@code
 * ecdsa-sha2-nistp256}, or {@code ssh-rsa} of 3072 to 16,384 bits.
 *
 * @param text its type, a blank, and its base 64, as in {@code .pub} files; there is one spelling
 */
public record SshKey(String text) {

    /**
     * @throws IllegalArgumentException when it is none, or of a kind that is not taken; its message
     *     completes "the key cannot be taken: "
     */
    public SshKey {
        if (!text.equals(text(blob(text)))) {
            throw new IllegalArgumentException("it is not written as SSH writes it");
        }
    }

    static SshKey of(byte[] blob) {
        return new SshKey(text(blob));
    }

    /** As {@code ssh-keygen -l} shows it. */
    public String fingerprint() {
        var hash = Digest.sha256().digest(blob(text));
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
    }

    private static String text(byte[] blob) {
        return KeyKind.read(blob).type() + " " + Base64.getEncoder().encodeToString(blob);
    }

    private static byte[] blob(String text) {
        return Base64.getDecoder().decode(text.substring(text.indexOf(' ') + 1));
    }
}
