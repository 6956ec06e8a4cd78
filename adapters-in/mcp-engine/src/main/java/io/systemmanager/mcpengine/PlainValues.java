package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Whether a tree holds only what every JSON reader understands alike (RFC 7493): numbers that fit a
 * double, strings that are Unicode.
 */
final class PlainValues {

    private PlainValues() {}

    static boolean hold(JsonNode node) {
        return switch (node.getNodeType()) {
            case NUMBER -> Double.isFinite(node.doubleValue());
            case STRING -> isUnicode(node.textValue());
            case ARRAY -> {
                for (var element : node) {
                    if (!hold(element)) {
                        yield false;
                    }
                }
                yield true;
            }
            case OBJECT -> {
                for (var member : node.properties()) {
                    if (!isUnicode(member.getKey()) || !hold(member.getValue())) {
                        yield false;
                    }
                }
                yield true;
            }
            case BOOLEAN, NULL, MISSING, BINARY, POJO -> true;
        };
    }

    private static boolean isUnicode(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
