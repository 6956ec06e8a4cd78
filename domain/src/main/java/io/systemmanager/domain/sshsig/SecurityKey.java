package io.systemmanager.domain.sshsig;

import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.note.Ed25519;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;

/**
 * Ed25519 in a FIDO security key, by OpenSSH's PROTOCOL.u2f. A signature counts only when the
 * device says that its owner touched it.
 *
 * @param application for what the key was made; begins with {@code ssh:}
 */
record SecurityKey(PublicKey key, String application) implements KeyKind {
    static final String TYPE = "sk-ssh-ed25519@openssh.com";
    private static final int TOUCHED = 1;

    static SecurityKey read(SshReader reader) {
        var key = EdKey.point(reader);
        var application = reader.text();
        if (!application.startsWith("ssh:")) {
            throw new IllegalArgumentException("this security key was not made for SSH");
        }
        return new SecurityKey(key, application);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public boolean verifies(String algorithm, SshReader signature, byte[] message) {
        var value = signature.string();
        byte flags = signature.raw(1)[0];
        var counter = signature.raw(Integer.BYTES);
        signature.end();
        return algorithm.equals(TYPE)
                && (flags & TOUCHED) != 0
                && Ed25519.verify(key, signed(flags, counter, message), value);
    }

    private byte[] signed(byte flags, byte[] counter, byte[] message) {
        var made = Digest.sha256().digest(application.getBytes(StandardCharsets.US_ASCII));
        var hash = Digest.sha256().digest(message);
        return ByteBuffer.allocate(made.length + 1 + counter.length + hash.length)
                .put(made)
                .put(flags)
                .put(counter)
                .put(hash)
                .array();
    }
}
