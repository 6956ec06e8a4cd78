package io.systemmanager.domain.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The canonical form of RFC 8785 (JCS), restricted to the values that {@link Json} can hold.
 *
 * <p>Equal values give equal bytes; members are ordered by their UTF-16 code units (§3.2.3),
 * strings are escaped as in §3.2.2.2.
 */
public final class CanonicalJson {

    private CanonicalJson() {}

    /** The canonical text of a value. */
    public static String text(Json value) {
        var out = new StringBuilder(1_536);
        write(value, out);
        return out.toString();
    }

    /** The canonical bytes of a value: its text in UTF-8. */
    public static byte[] bytes(Json value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The canonical text of an object around the values of some members: what stands before each of
     * them in their order, and what stands after the last.
     */
    public static List<String> around(Json.Obj object, Set<String> gaps) {
        var parts = new ArrayList<String>(gaps.size() + 1);
        var out = new StringBuilder(1_024).append('{');
        var separator = "";
        for (var member : object.members().entrySet()) {
            out.append(separator);
            quote(member.getKey(), out);
            out.append(':');
            if (gaps.contains(member.getKey())) {
                parts.add(out.toString());
                out.setLength(0);
            } else {
                write(member.getValue(), out);
            }
            separator = ",";
        }
        parts.add(out.append('}').toString());
        return parts;
    }

    private static void write(Json value, StringBuilder out) {
        switch (value) {
            case Json.Text(var text) -> quote(text, out);
            case Json.Int(var number) -> out.append(number);
            case Json.Bool(var truth) -> out.append(truth);
            case Json.Nil() -> out.append("null");
            case Json.Arr array -> writeArray(array, out);
            case Json.Obj object -> writeObject(object, out);
        }
    }

    private static void writeArray(Json.Arr array, StringBuilder out) {
        out.append('[');
        var separator = "";
        for (var item : array.items()) {
            out.append(separator);
            write(item, out);
            separator = ",";
        }
        out.append(']');
    }

    private static void writeObject(Json.Obj object, StringBuilder out) {
        out.append('{');
        var separator = "";
        for (var member : object.members().entrySet()) {
            out.append(separator);
            quote(member.getKey(), out);
            out.append(':');
            write(member.getValue(), out);
            separator = ",";
        }
        out.append('}');
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        int plain = plain(text);
        if (plain == text.length()) {
            out.append(text).append('"');
            return;
        }
        out.append(text, 0, plain);
        for (int i = plain; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00").append(hex(c >> 4)).append(hex(c & 0xf));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** How many characters at the beginning stand for themselves: nearly always all. */
    private static int plain(String text) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\') {
                break;
            }
            i++;
        }
        return i;
    }

    private static char hex(int nibble) {
        return Character.forDigit(nibble, 16);
    }
}
