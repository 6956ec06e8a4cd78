package io.systemmanager.domain.sshsig;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A signature as {@code ssh-keygen -Y sign} makes it (OpenSSH's PROTOCOL.sshsig). It holds the key
 * that made it; whose that is, others say. Immutable; equal when the bytes are.
 */
public final class SshSignature { // not a record: what was read is kept, because it is asked often
    /** The most characters that are looked at; one of the longest RSA key has two thirds of it. */
    public static final int LONGEST = 8_192;

    private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
    private static final String END = "-----END SSH SIGNATURE-----";
    private static final int LINE = 70;

    private final String armour;
    private final SignatureBlob blob;

    /**
     * Takes it in the form that {@code ssh-keygen} writes, and in no other.
     *
     * @throws IllegalArgumentException when it is not
     */
    public SshSignature(String armour) {
        var base64 = base64(armour);
        if (!armour.equals(armoured(base64))) {
            throw new IllegalArgumentException("This signature is not written as ssh-keygen does.");
        }
        this.armour = armour;
        this.blob = SignatureBlob.read(decoded(base64));
    }

    /**
     * Reads a signature with lines of any length and ending, and blanks around it.
     *
     * @throws IllegalArgumentException when it is none; its message says so in one sentence
     */
    public static SshSignature parse(String text) {
        return new SshSignature(armoured(base64(text)));
    }

    /** As {@code ssh-keygen} writes it. */
    public String armour() {
        return armour;
    }

    /** The key that made it, if {@link #signs} says that it did. */
    public SshKey key() {
        return blob.key();
    }

    /** Whether its key signed exactly that text, for exactly that purpose. */
    public boolean signs(String namespace, String text) {
        return blob.signs(namespace, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SshSignature that && armour.equals(that.armour);
    }

    @Override
    public int hashCode() {
        return armour.hashCode();
    }

    @Override
    public String toString() {
        return armour;
    }

    private static String base64(String text) {
        var all = text.strip();
        if (all.length() > LONGEST
                || all.length() < BEGIN.length() + END.length()
                || !all.startsWith(BEGIN)
                || !all.endsWith(END)) {
            throw new IllegalArgumentException("This is no SSH signature.");
        }
        return all.substring(BEGIN.length(), all.length() - END.length())
                .replace("\r\n", "")
                .replace("\n", "");
    }

    /** The platform's decoder takes more than one spelling of the last byte; we take one. */
    private static byte[] decoded(String base64) {
        var bytes = Base64.getDecoder().decode(base64);
        if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
            throw new IllegalArgumentException("This is no SSH signature: its base 64 is broken.");
        }
        return bytes;
    }

    private static String armoured(String base64) {
        var lines = new StringBuilder(BEGIN).append('\n');
        for (int at = 0; at < base64.length(); at += LINE) {
            lines.append(base64, at, Math.min(at + LINE, base64.length())).append('\n');
        }
        return lines.append(END).append('\n').toString();
    }
}
