package io.systemmanager.contract.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Changes below the level of JSON. */
final class Bytes {
    // A lone continuation, a cut sequence, an overlong slash, a surrogate, above U+10FFFF, a mark
    private static final byte[][] NOT_UTF8 = {
        {(byte) 0x80},
        {(byte) 0xC3, 0x28},
        {(byte) 0xC0, (byte) 0xAF},
        {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
        {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
        {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
        {0},
    };

    private Bytes() {}

    static byte[] join(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    static byte[] cut(byte[] bytes, int where) {
        return Arrays.copyOf(bytes, where % (bytes.length + 1));
    }

    static byte[] breakUtf8(byte[] bytes, int where, int what) {
        int at = where % (bytes.length + 1);
        var broken = join(Arrays.copyOf(bytes, at), NOT_UTF8[what % NOT_UTF8.length]);
        return join(broken, Arrays.copyOfRange(bytes, at, bytes.length));
    }

    static byte[] change(byte[] bytes, int where, int what) {
        var changed = bytes.clone();
        if (changed.length > 0) {
            changed[where % changed.length] = (byte) (what * 37);
        }
        return changed;
    }

    /** The value within so many arrays. */
    static byte[] deepen(byte[] bytes, int levels) {
        var open = "[".repeat(levels).getBytes(StandardCharsets.US_ASCII);
        var close = "]".repeat(levels).getBytes(StandardCharsets.US_ASCII);
        return join(join(open, bytes), close);
    }
}
