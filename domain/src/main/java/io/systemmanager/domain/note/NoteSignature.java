package io.systemmanager.domain.note;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/**
 * One signature line of a note, of any algorithm: known by its key's name and id together.
 *
 * @param name of the key
 * @param base64 of the key id's four bytes and the signature, at least one byte
 */
public record NoteSignature(String name, String base64) {

    private static final String PREFIX = "\u2014 ";
    private static final int ID_LENGTH = 4;

    public NoteSignature {
        if (!KeyName.isValid(name)) {
            throw new IllegalArgumentException("not the name of a key");
        }
        if (!isSignature(base64)) {
            throw new IllegalArgumentException("not a key id and a signature in base64");
        }
    }

    static NoteSignature of(VerifierKey key, byte[] signature) {
        var bytes = ByteBuffer.allocate(ID_LENGTH + signature.length);
        bytes.putInt(key.keyId()).put(signature);
        return new NoteSignature(key.name(), Base64.getEncoder().encodeToString(bytes.array()));
    }

    /** Reads a line without its newline. */
    static Optional<NoteSignature> parse(String line) {
        if (!line.startsWith(PREFIX)) {
            return Optional.empty();
        }
        var parts = line.substring(PREFIX.length()).split(" ", -1);
        if (parts.length != 2 || !KeyName.isValid(parts[0]) || !isSignature(parts[1])) {
            return Optional.empty();
        }
        return Optional.of(new NoteSignature(parts[0], parts[1]));
    }

    private static boolean isSignature(String base64) {
        try {
            var bytes = Base64.getDecoder().decode(base64);
            // The decoder forgives missing padding and stray bits: a signature has one text
            return bytes.length > ID_LENGTH
                    && Base64.getEncoder().encodeToString(bytes).equals(base64);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** The id of the key, big-endian. */
    public int keyId() {
        return bytes().getInt();
    }

    /** Whether the line claims to be of this key. */
    boolean names(VerifierKey key) {
        return name.equals(key.name()) && keyId() == key.keyId();
    }

    /** The signature without the key id. */
    byte[] signature() {
        var bytes = bytes();
        var signature = new byte[bytes.limit() - ID_LENGTH];
        bytes.get(ID_LENGTH, signature);
        return signature;
    }

    private ByteBuffer bytes() {
        return ByteBuffer.wrap(Base64.getDecoder().decode(base64));
    }

    /** The line, with its newline. */
    String line() {
        return PREFIX + name + ' ' + base64 + '\n';
    }
}
