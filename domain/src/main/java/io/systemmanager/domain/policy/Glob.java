package io.systemmanager.domain.policy;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * A pattern over names, operation names or paths: {@code *} is any run of characters within one
 * segment, {@code **} any run at all, {@code {a,b}} either one. The whole text must match, and case
 * counts. {@code ?}, {@code [}, {@code ]} and {@code \} are refused, so that a pattern of another
 * language is an error and no surprise. Full rules: {@code docs/reference/policy.md}.
 *
 * <p>Matching takes time linear in the text for a given pattern: there is no backtracking, and a
 * pattern has at most 256 characters and 64 alternatives. Immutable and thread-safe.
 */
public final class Glob {

    /** The longest pattern, in characters. */
    public static final int MAX_LENGTH = 256;

    /** No character separates segments. */
    private static final int NO_SEPARATOR = -1;

    private final String source;
    private final GlobLine[] lines;

    private Glob(String source, int separator) {
        this.source = checked(source);
        this.lines =
                Braces.of(source).stream()
                        .map(each -> GlobLine.of(each, separator))
                        .toArray(GlobLine[]::new);
    }

    /**
     * Over names, subjects and label values: a name is one segment, so {@code *} matches dots too.
     *
     * @throws IllegalArgumentException when it is no pattern; the message may be shown
     */
    public static Glob ofName(String source) {
        return new Glob(source, NO_SEPARATOR);
    }

    /**
     * Over operation names, whose segments are the tool and, behind a dot, the action.
     *
     * @throws IllegalArgumentException when it is no pattern; the message may be shown
     */
    public static Glob ofOperation(String source) {
        return new Glob(source, '.');
    }

    /**
     * Over absolute paths; {@code /x/**} includes {@code /x}.
     *
     * @throws IllegalArgumentException when it is no pattern; the message may be shown
     */
    public static Glob ofPath(String source) {
        if (!source.startsWith("/") && !source.startsWith("{")) {
            throw new IllegalArgumentException("a path pattern begins with '/'");
        }
        return new Glob(source, '/');
    }

    /** Whether the whole text matches. */
    public boolean matches(String text) {
        return GlobLine.any(lines, text);
    }

    /** Whether every text matches: the pattern is {@code **}, or {@code *} over names. */
    public boolean matchesAnything() {
        return Arrays.stream(lines).anyMatch(GlobLine::matchesAnything);
    }

    /** Texts that match, to try a policy with: one for each alternative, an x for each star. */
    public List<String> examples() {
        return Braces.of(source).stream().map(each -> each.replaceAll("\\*+", "x")).toList();
    }

    /** Its alternatives. */
    Stream<GlobLine> lines() {
        return Arrays.stream(lines);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob glob
                && source.equals(glob.source)
                && Arrays.equals(lines, glob.lines);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    /** The pattern as it was written. */
    @Override
    public String toString() {
        return source;
    }

    private static String checked(String source) {
        if (source.isEmpty() || source.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a pattern has 1 to 256 characters");
        }
        IntPredicate refused = c -> c < 0x20 || c == 0x7f || "?[]\\".indexOf(c) >= 0;
        if (source.chars().anyMatch(refused)) {
            throw new IllegalArgumentException(
                    "a pattern knows only '*', '**' and '{a,b}'; no '?', '[', ']', '\\' or control"
                            + " character");
        }
        if (source.contains("***")) {
            throw new IllegalArgumentException("a pattern has at most two '*' in a row");
        }
        return source;
    }
}
