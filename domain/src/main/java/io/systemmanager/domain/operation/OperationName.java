package io.systemmanager.domain.operation;

/**
 * What policies and audit entries call an operation: the tool, and behind a dot its action.
 *
 * @param value such as {@code containers_list} or {@code containers_lifecycle.restart}
 */
public record OperationName(String value) {
    private static final int MAX_LENGTH = 64;

    public OperationName { // made several times for every call: no pattern and no stream here
        int dot = value.indexOf('.');
        int tool = dot < 0 ? value.length() : dot;
        boolean good =
                value.length() <= MAX_LENGTH
                        && isWord(value, 0, tool, true)
                        && (dot < 0 || isWord(value, dot + 1, value.length(), false));
        if (!good) {
            throw new IllegalArgumentException(
                    "an operation name reads noun_verb or noun_verb.action");
        }
    }

    /** The tool to which it belongs. */
    public String tool() {
        int dot = value.indexOf('.');
        return dot < 0 ? value : value.substring(0, dot);
    }

    private static boolean isWord(String text, int from, int to, boolean underscores) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && !(c == '_' && underscores && i > from)) {
                return false;
            }
        }
        return from < to;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    @Override
    public String toString() {
        return value;
    }
}
