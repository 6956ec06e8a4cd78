package io.systemmanager.domain.sshsig;

import io.systemmanager.domain.json.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Set;

/** What stands in a signature. */
final class SignatureBlob {
    private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final Set<String> HASHES = Set.of("sha256", "sha512");

    private final byte[] rawKey;
    private final KeyKind key;
    private final String namespace;
    private final String algorithm;
    private final byte[] signature;

    private SignatureBlob(byte[] rawKey, String namespace, String algorithm, byte[] signature) {
        this.rawKey = rawKey;
        this.key = KeyKind.read(rawKey);
        this.namespace = namespace;
        this.algorithm = algorithm;
        this.signature = signature;
    }

    /**
     * @throws IllegalArgumentException when it is not in form
     */
    static SignatureBlob read(byte[] blob) {
        var reader = new SshReader(blob);
        if (!Arrays.equals(reader.raw(MAGIC.length), MAGIC) || reader.number() != VERSION) {
            throw new IllegalArgumentException("This is no SSH signature of version 1.");
        }
        var rawKey = reader.string();
        var namespace = reader.text();
        boolean reserved = reader.string().length > 0;
        var algorithm = reader.text();
        if (reserved || !HASHES.contains(algorithm)) {
            throw new IllegalArgumentException("This SSH signature uses what is not known here.");
        }
        var signature = reader.string();
        reader.end();
        return new SignatureBlob(rawKey, namespace, algorithm, signature);
    }

    SshKey key() {
        return SshKey.of(rawKey);
    }

    boolean signs(String purpose, byte[] message) {
        if (!namespace.equals(purpose)) {
            return false;
        }
        var reader = new SshReader(signature);
        try {
            return key.verifies(reader.text(), reader, signed(message));
        } catch (IllegalArgumentException _) {
            return false; // it has not the form of one
        }
    }

    /** PROTOCOL.sshsig §3. */
    private byte[] signed(byte[] message) {
        var parts =
                new byte[][] {
                    namespace.getBytes(StandardCharsets.US_ASCII),
                    {}, // reserved
                    algorithm.getBytes(StandardCharsets.US_ASCII),
                    hashed(message)
                };
        int length =
                MAGIC.length + Arrays.stream(parts).mapToInt(p -> Integer.BYTES + p.length).sum();
        var bytes = ByteBuffer.allocate(length).put(MAGIC);
        for (var part : parts) {
            bytes.putInt(part.length).put(part);
        }
        return bytes.array();
    }

    private byte[] hashed(byte[] message) {
        try {
            var digest = algorithm.equals("sha256") ? Digest.sha256() : sha512();
            return digest.digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the platform lacks SHA-512", e);
        }
    }

    private static MessageDigest sha512() throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-512");
    }
}
