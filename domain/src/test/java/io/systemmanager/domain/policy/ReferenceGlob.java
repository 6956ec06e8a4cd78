package io.systemmanager.domain.policy;

import java.util.Arrays;
import java.util.List;

/**
 * The rules of patterns read plainly, by recursion over segments and characters: right, and slow.
 */
final class ReferenceGlob {

    private ReferenceGlob() {}

    static boolean wellFormed(String pattern) {
        int depth = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth < 0 || depth > 1) {
                return false;
            }
        }
        return depth == 0 && !pattern.isEmpty() && !pattern.contains("***");
    }

    static boolean matches(String pattern, String text, char separator) {
        int open = pattern.indexOf('{');
        if (open >= 0) {
            int close = pattern.indexOf('}');
            return Arrays.stream(pattern.substring(open + 1, close).split(",", -1))
                    .map(choice ->
                            pattern.substring(0, open) + choice + pattern.substring(close + 1))
                    .anyMatch(each -> matches(each, text, separator));
        }
        if (separator == 0) {
            return run(pattern, text, separator);
        }
        var glob = Arrays.asList(pattern.split("\\" + separator, -1));
        var parts = Arrays.asList(text.split("\\" + separator, -1));
        return segments(glob, parts, separator);
    }

    /** Each {@code **} segment takes any number of segments; each other pattern takes some. */
    private static boolean segments(List<String> glob, List<String> parts, char separator) {
        if (glob.isEmpty()) {
            return parts.isEmpty();
        }
        var rest = glob.subList(1, glob.size());
        boolean deep = glob.getFirst().equals("**");
        for (int taken = deep ? 0 : 1; taken <= parts.size(); taken++) {
            var joined = String.join(String.valueOf(separator), parts.subList(0, taken));
            if ((deep || run(glob.getFirst(), joined, separator))
                    && segments(rest, parts.subList(taken, parts.size()), separator)) {
                return true;
            }
        }
        return false;
    }

    private static boolean run(String glob, String text, char separator) {
        if (glob.isEmpty()) {
            return text.isEmpty();
        }
        if (glob.charAt(0) != '*') {
            return !text.isEmpty()
                    && glob.charAt(0) == text.charAt(0)
                    && run(glob.substring(1), text.substring(1), separator);
        }
        boolean deep = glob.startsWith("**");
        if (run(glob.substring(deep ? 2 : 1), text, separator)) {
            return true;
        }
        return !text.isEmpty()
                && (deep || text.charAt(0) != separator)
                && run(glob, text.substring(1), separator);
    }
}
