package io.systemmanager.domain.text;

import java.util.HexFormat;

/**
 * Makes text from outside safe to store and to show: what a terminal, a console or a model could
 * misread is replaced by a visible escape.
 *
 * <p>Replaced are the C0 and C1 controls (but tab and line feed where lines are kept), the
 * bidirectional controls, zero-width and other invisible format characters, characters that have no
 * look of their own (tags, fillers, variation selectors but the one of emoji, private use,
 * unassigned), and lone surrogates. An escape is a backslash, {@code u} and four hex digits; beyond
 * the first plane the digits stand in braces, because there are more of them.
 */
public final class VisibleText {

    private VisibleText() {}

    /** One line: line feeds and tabs become visible too. */
    public static String line(String text) {
        return escape(text, false);
    }

    /** Several lines: line feeds and tabs stay. */
    public static String lines(String text) {
        return escape(text, true);
    }

    /** One line, cut to at most {@code limit} characters; what was cut is marked by an ellipsis. */
    public static String line(String text, int limit) {
        var visible = line(text.length() > limit ? text.substring(0, limit) : text);
        if (visible.length() <= limit && text.length() <= limit) {
            return visible;
        }
        int end = Math.min(limit - 1, visible.length());
        if (end > 0 && Character.isHighSurrogate(visible.charAt(end - 1))) {
            end--;
        }
        return visible.substring(0, end) + "…";
    }

    private static String escape(String text, boolean keepLines) {
        int first = firstHidden(text, keepLines);
        if (first < 0) {
            return text;
        }
        var out = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (hidden(c, keepLines)) {
                escape(c, out);
            } else {
                out.appendCodePoint(c);
            }
            i += Character.charCount(c);
        }
        return out.toString();
    }

    /** Not by a format string: a log of colours has many of these. */
    private static void escape(int c, StringBuilder out) {
        if (c > 0xffff) {
            out.append("\\u{").append(Integer.toHexString(c)).append('}');
        } else {
            out.append("\\u").append(HexFormat.of().toHexDigits((char) c));
        }
    }

    private static int firstHidden(String text, boolean keepLines) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (hidden(c, keepLines)) {
                return i;
            }
            i += Character.charCount(c);
        }
        return -1;
    }

    private static boolean hidden(int c, boolean keepLines) {
        if (c >= 0x20 && c < 0x7f) {
            return false;
        }
        if (c == '\n' || c == '\t') {
            return !keepLines;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    true;
            default -> invisible(c);
        };
    }

    /** What shows nothing although it counts as a letter or a mark; text can be smuggled in it. */
    private static boolean invisible(int c) {
        return c == 0x034f // combining grapheme joiner
                || c == 0x115f
                || c == 0x1160 // Hangul fillers
                || c == 0x17b4
                || c == 0x17b5 // Khmer inherent vowels
                || (c >= 0x180b && c <= 0x180f) // Mongolian variation selectors
                || c == 0x2800 // blank Braille
                || c == 0x3164
                || c == 0xffa0 // Hangul fillers
                || (c >= 0xfe00 && c <= 0xfe0e) // variation selectors; 0xfe0f follows emoji
                || (c >= 0xe0100 && c <= 0xe01ef);
    }
}
