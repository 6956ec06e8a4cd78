package io.systemmanager.ops.policy;

import java.util.Collection;
import java.util.Comparator;

/** What a misspelt word may have meant. */
final class Suggestion {
    private static final int FARTHEST = 2;

    private Suggestion() {}

    /** The end of a message: the nearest allowed word, if any is near, and all that is allowed. */
    static String instead(String word, Collection<String> allowed) {
        var near =
                allowed.stream()
                        .filter(each -> distance(word, each) <= FARTHEST)
                        .min(Comparator.comparingInt(each -> distance(word, each)))
                        .map("; did you mean '%s'?"::formatted)
                        .orElse("");
        return near + "; allowed here: " + String.join(", ", allowed);
    }

    /** Insertions, deletions and replacements between two words; large when lengths differ much. */
    private static int distance(String one, String other) {
        if (Math.abs(one.length() - other.length()) > FARTHEST) {
            return Integer.MAX_VALUE;
        }
        var row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
