package io.systemmanager.domain.operation;

/**
 * What policies and audit entries call an operation: the tool, and behind a dot its action.
 *
 * @param value such as {@code containers_list} or {@code containers_lifecycle.restart}
 */
public record OperationName(String value) {
    private static final int MAX_LENGTH = 64;

    public OperationName { // made for every call: no pattern here
        int dot = value.indexOf('.');
        boolean good =
                value.length() <= MAX_LENGTH
                        && isTool(dot < 0 ? value : value.substring(0, dot))
                        && (dot < 0 || isAction(value.substring(dot + 1)));
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

    private static boolean isTool(String text) {
        return !text.isEmpty()
                && text.charAt(0) != '_'
                && text.chars().allMatch(c -> isLetter(c) || c == '_');
    }

    private static boolean isAction(String text) {
        return !text.isEmpty() && text.chars().allMatch(OperationName::isLetter);
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z';
    }

    @Override
    public String toString() {
        return value;
    }
}
