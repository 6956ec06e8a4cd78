package io.systemmanager.domain.text;

/**
 * Makes text from outside safe to store and to show: what a terminal, a console or a model could
 * misread is replaced by a visible escape.
 *
 * <p>Replaced are the C0 and C1 controls (but tab and line feed where lines are kept), the
 * bidirectional controls, zero-width and other invisible format characters, and lone surrogates.
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
                out.append(String.format("\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
            i += Character.charCount(c);
        }
        return out.toString();
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
                    Character.PRIVATE_USE ->
                    true;
            default -> false;
        };
    }
}
