package io.systemmanager.domain.sshsig;

import io.systemmanager.domain.note.Ed25519;
import java.security.PublicKey;

/** Ed25519, by RFC 8709. */
record EdKey(PublicKey key) implements KeyKind {
    static final String TYPE = "ssh-ed25519";

    static EdKey read(SshReader reader) {
        return new EdKey(point(reader));
    }

    /** The public key's 32 bytes, which a security key has too. */
    static PublicKey point(SshReader reader) {
        var raw = reader.string();
        return Ed25519.publicKey(raw)
                .orElseThrow(() -> new IllegalArgumentException("it is no Ed25519 key"));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public boolean verifies(String algorithm, SshReader signature, byte[] message) {
        var value = signature.string();
        signature.end();
        return algorithm.equals(TYPE) && Ed25519.verify(key, message, value);
    }
}
