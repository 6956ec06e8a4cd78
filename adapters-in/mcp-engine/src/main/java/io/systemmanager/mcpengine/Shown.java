package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;

/** Text of others in our messages: short, on one line, nothing invisible. */
final class Shown {
    private static final int NAME = 40;
    private static final int LIMIT = 200;

    private Shown() {}

    /** A caller's name for something. */
    static String of(String text) {
        return visible(text, NAME);
    }

    /** A limit of our own schema: a list as words, the rest as JSON. */
    static String of(JsonNode limit) {
        if (!limit.isArray()) {
            return visible(limit.asText(), LIMIT);
        }
        var words = new ArrayList<String>();
        limit.forEach(word -> words.add(word.asText()));
        return visible(String.join(", ", words), LIMIT);
    }

    private static String visible(String text, int limit) {
        var shown = new StringBuilder();
        text.codePoints().limit(limit).forEach(c -> shown.appendCodePoint(isPlain(c) ? c : '?'));
        return text.codePointCount(0, text.length()) > limit ? shown + "…" : shown.toString();
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE ->
                    false;
            default -> true;
        };
    }
}
