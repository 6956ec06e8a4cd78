package io.systemmanager.domain.sshsig;

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

/** Signs as a key in a file does, or as one in a security key; what it writes it says itself. */
public final class TestSigner {
    private static final String APPLICATION = "ssh:";

    private final KeyPair pair;

    private TestSigner(KeyPair pair) {
        this.pair = pair;
    }

    /** One with a new key. */
    public static TestSigner random() {
        try {
            return new TestSigner(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** As {@code ssh-keygen -Y sign -n NAMESPACE} does. */
    public SshSignature sign(String namespace, String text) {
        var signature = join(string("ssh-ed25519"), string(ed25519(signed(namespace, text))));
        return armoured(join(string("ssh-ed25519"), string(raw())), namespace, signature);
    }

    /** As a security key does, with those flags and that application. */
    SshSignature touched(int flags, String application, String namespace, String text) {
        var state = new byte[] {(byte) flags, 0, 0, 1, 2};
        var data =
                join(
                        hash("SHA-256", bytes(application)),
                        state,
                        hash("SHA-256", signed(namespace, text)));
        var signature = join(string(SecurityKey.TYPE), string(ed25519(data)), state);
        var key = join(string(SecurityKey.TYPE), string(raw()), string(application));
        return armoured(key, namespace, signature);
    }

    SshSignature touched(int flags, String namespace, String text) {
        return touched(flags, APPLICATION, namespace, text);
    }

    private byte[] raw() {
        var encoded = pair.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    private byte[] ed25519(byte[] data) {
        try {
            var signer = Signature.getInstance("Ed25519");
            signer.initSign(pair.getPrivate());
            signer.update(data);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] signed(String namespace, String text) {
        return join(
                bytes("SSHSIG"),
                string(namespace),
                string(""),
                string("sha512"),
                string(hash("SHA-512", bytes(text))));
    }

    private static SshSignature armoured(byte[] key, String namespace, byte[] signature) {
        return armoured(
                join(
                        bytes("SSHSIG"),
                        new byte[] {0, 0, 0, 1},
                        string(key),
                        string(namespace),
                        string(""),
                        string("sha512"),
                        string(signature)));
    }

    /** Any bytes in the form of a signature. */
    static SshSignature armoured(byte[] blob) {
        return SshSignature.parse(
                "-----BEGIN SSH SIGNATURE-----\n%s\n-----END SSH SIGNATURE-----"
                        .formatted(Base64.getEncoder().encodeToString(blob)));
    }

    static byte[] string(String text) {
        return string(bytes(text));
    }

    static byte[] string(byte[] bytes) {
        return join(ByteBuffer.allocate(4).putInt(bytes.length).array(), bytes);
    }

    static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] hash(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
