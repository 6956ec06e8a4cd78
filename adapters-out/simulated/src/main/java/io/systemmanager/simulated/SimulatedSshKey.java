package io.systemmanager.simulated;

import io.systemmanager.domain.sshsig.SshKey;
import io.systemmanager.domain.sshsig.SshSignature;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/** An Ed25519 key in memory that signs as {@code ssh-keygen -Y sign} does. Thread-safe. */
public final class SimulatedSshKey {
    private static final String TYPE = "ssh-ed25519";
    private static final String HASH = "sha512";
    private static final int RAW = 32;

    private final KeyPair pair;

    /** A new one. */
    public SimulatedSshKey() {
        try {
            pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks Ed25519", e);
        }
    }

    /** Its open half. */
    public SshKey key() {
        return new SshKey(TYPE + " " + Base64.getEncoder().encodeToString(open()));
    }

    /** Its signature under that text. */
    public SshSignature sign(String namespace, String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-512").digest(bytes(text));
            var purpose = joined(string(bytes(namespace)), string(), string(bytes(HASH)));
            var signer = Signature.getInstance("Ed25519");
            signer.initSign(pair.getPrivate());
            signer.update(joined(bytes("SSHSIG"), purpose, string(hash)));
            var signature = joined(string(bytes(TYPE)), string(signer.sign()));
            var blob =
                    joined(
                            bytes("SSHSIG"),
                            new byte[] {0, 0, 0, 1},
                            string(open()),
                            purpose,
                            string(signature));
            return SshSignature.parse(
                    "-----BEGIN SSH SIGNATURE-----\n"
                            + Base64.getEncoder().encodeToString(blob)
                            + "\n-----END SSH SIGNATURE-----");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform cannot sign", e);
        }
    }

    private byte[] open() {
        var encoded = pair.getPublic().getEncoded();
        var raw = Arrays.copyOfRange(encoded, encoded.length - RAW, encoded.length);
        return joined(string(bytes(TYPE)), string(raw));
    }

    private static byte[] string(byte... bytes) {
        return joined(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array(), bytes);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
