package io.systemmanager.domain.sshsig;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads what SSH writes (RFC 4251 §5), and only in the one form in which it writes it. Each method
 * throws an {@link IllegalArgumentException} where something else stands. For one thread.
 */
final class SshReader {
    private final ByteBuffer bytes;

    SshReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    byte[] raw(int length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new IllegalArgumentException("it ends too early");
        }
        var raw = new byte[length];
        bytes.get(raw);
        return raw;
    }

    int number() {
        return ByteBuffer.wrap(raw(Integer.BYTES)).getInt();
    }

    byte[] string() {
        return raw(number());
    }

    /** Letters, digits and signs of ASCII. */
    String text() {
        var raw = string();
        for (byte each : raw) {
            if (each <= ' ' || each == 0x7f) { // a byte above ASCII is negative
                throw new IllegalArgumentException("it has a name that is no plain text");
            }
        }
        return new String(raw, StandardCharsets.US_ASCII);
    }

    /** A number above zero, without a byte too many. */
    BigInteger positive() {
        var raw = string();
        boolean padded = raw.length > 1 && raw[0] == 0 && raw[1] >= 0;
        if (raw.length == 0 || padded || new BigInteger(raw).signum() <= 0) {
            throw new IllegalArgumentException("it has a number in another form than SSH writes");
        }
        return new BigInteger(raw);
    }

    /** Nothing may follow. */
    void end() {
        if (bytes.hasRemaining()) {
            throw new IllegalArgumentException("something follows its end");
        }
    }
}
