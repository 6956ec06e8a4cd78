package io.systemmanager.domain.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * One alternative of a pattern: a straight line of steps, walked with the set of positions that are
 * possible so far. Most patterns are a name, or a name with one star, and need no walk.
 *
 * @param head what a text begins with, compared first
 * @param shape what the steps are, said beforehand
 * @param steps what lies between: a character stands for itself, {@link #IN_SEGMENT}, {@link #ANY}
 *     or {@link #SKIP_TWO} for what their comments say; empty when head and tail are the whole
 * @param tail what a text ends with, behind what the steps stand for
 */
record GlobLine(String head, Shape shape, String steps, String tail, int separator) {
    // No checked pattern holds a control character, so these three can stand among its characters.

    /** Any run of characters but the separator. */
    private static final char IN_SEGMENT = 0;

    /** Any run of characters. */
    private static final char ANY = 1;

    /** The next two steps may be left out. */
    private static final char SKIP_TWO = 2;

    /** What lies between head and tail. */
    private enum Shape {
        NOTHING,
        WITHIN_A_SEGMENT,
        ANYTHING,
        TO_BE_WALKED;

        static Shape of(String steps) {
            if (steps.length() > 1) {
                return TO_BE_WALKED;
            }
            return steps.isEmpty() ? NOTHING : steps.charAt(0) == ANY ? ANYTHING : WITHIN_A_SEGMENT;
        }
    }

    static GlobLine of(String pattern, int separator) {
        var steps = separator < 0 ? segment(pattern, ANY) : segments(pattern, (char) separator);
        int head = 0;
        while (head < steps.length() && steps.charAt(head) >= ' ') {
            head++;
        }
        int tail = Math.max(head, tailOf(steps));
        var between = steps.substring(head, tail);
        return new GlobLine(
                steps.substring(0, head),
                Shape.of(between),
                between,
                steps.substring(tail),
                separator);
    }

    /**
     * Where the steps begin that every match ends with: behind the last one that is no character,
     * or left out.
     */
    private static int tailOf(String steps) {
        int tail = 0;
        for (int i = 0; i < steps.length(); i++) {
            char step = steps.charAt(i);
            if (step < ' ') {
                tail = Math.max(tail, step == SKIP_TWO ? i + 3 : i + 1);
            }
        }
        return tail;
    }

    /** A segment that is {@code **} stands for any number of segments, none included. */
    private static String segments(String pattern, char separator) {
        var segments = segmentsOf(pattern, separator);
        var steps = new StringBuilder();
        boolean separated = true;
        for (int i = 0; i < segments.size(); i++) {
            var segment = segments.get(i);
            boolean last = i == segments.size() - 1;
            if (segment.equals("**") && last) {
                steps.append(separated ? "" : "" + SKIP_TWO + separator).append(ANY);
            } else {
                steps.append(separated ? "" : String.valueOf(separator));
                separated = segment.equals("**");
                steps.append(
                        separated ? "" + SKIP_TWO + ANY + separator : segment(segment, IN_SEGMENT));
            }
        }
        return steps.toString();
    }

    /** The segments; several {@code **} in a row say no more than one. */
    private static List<String> segmentsOf(String pattern, char separator) {
        var segments = new ArrayList<String>();
        int from = 0;
        for (int to = 0; to <= pattern.length(); to++) {
            if (to == pattern.length() || pattern.charAt(to) == separator) {
                var segment = pattern.substring(from, to);
                if (!segment.equals("**")
                        || segments.isEmpty()
                        || !segments.getLast().equals("**")) {
                    segments.add(segment);
                }
                from = to + 1;
            }
        }
        return segments;
    }

    private static String segment(String segment, char star) {
        var steps = new StringBuilder();
        for (int i = 0; i < segment.length(); i++) {
            if (segment.startsWith("**", i)) {
                steps.append(ANY);
                i++;
            } else {
                steps.append(segment.charAt(i) == '*' ? star : segment.charAt(i));
            }
        }
        return steps.toString();
    }

    /** Whether one of the lines matches. */
    static boolean any(GlobLine[] lines, String text) {
        for (GlobLine line : lines) {
            if (line.matches(text)) {
                return true;
            }
        }
        return false;
    }

    boolean matchesAnything() {
        return head.isEmpty() && tail.isEmpty() && shape == Shape.ANYTHING;
    }

    boolean matches(String text) {
        int end = text.length() - tail.length();
        if (end < head.length() || !text.startsWith(head) || !text.endsWith(tail)) {
            return false;
        }
        return switch (shape) {
            case NOTHING -> end == head.length();
            case WITHIN_A_SEGMENT -> inSegment(text, end);
            case ANYTHING -> true;
            case TO_BE_WALKED -> walk(text, end);
        };
    }

    private boolean inSegment(String text, int end) {
        int at = text.indexOf(separator, head.length());
        return at < 0 || at >= end;
    }

    private boolean walk(String text, int end) {
        var here = new BitSet(steps.length() + 1);
        var next = new BitSet(steps.length() + 1);
        here.set(0);
        spread(here);
        for (int i = head.length(); i < end && !here.isEmpty(); i++) {
            step(here, text.charAt(i), next);
            spread(next);
            var spent = here;
            here = next;
            next = spent;
            next.clear();
        }
        return here.get(steps.length());
    }

    private void step(BitSet here, char c, BitSet next) {
        for (int at = here.nextSetBit(0); at >= 0 && at < steps.length(); ) {
            char step = steps.charAt(at);
            if (step == ANY || (step == IN_SEGMENT && c != separator)) {
                next.set(at);
            } else if (step == c && c >= 0x20) {
                next.set(at + 1);
            }
            at = here.nextSetBit(at + 1);
        }
    }

    /** Adds what is reached without reading a character; every such jump goes forward. */
    private void spread(BitSet positions) {
        for (int at = positions.nextSetBit(0); at >= 0 && at < steps.length(); ) {
            char step = steps.charAt(at);
            if (step == ANY || step == IN_SEGMENT || step == SKIP_TWO) {
                positions.set(at + 1);
            }
            if (step == SKIP_TWO) {
                positions.set(at + 3);
            }
            at = positions.nextSetBit(at + 1);
        }
    }
}
