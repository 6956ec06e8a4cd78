package io.systemmanager.domain.secret;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Finds in free text what looks like a secret: values of settings whose name says so, passwords in
 * addresses, tokens and keys of known forms, long random words. Errs towards finding; cannot know a
 * secret that neither its name nor its form gives away.
 */
public final class SecretText {
    private static final int SHORTEST = 8; // of a text in which a secret is looked for

    private static final Pattern KEY_BLOCK =
            Pattern.compile("(?s)-----BEGIN [A-Z0-9 ]++-----.*?(?:-----END [A-Z0-9 ]++-----|$)");
    private static final Pattern WEB_TOKEN =
            Pattern.compile(
                    "(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{4,}+\\.[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]*+)*+");

    /** The beginnings that well-known issuers give their tokens, ours among them. */
    private static final Pattern KNOWN_TOKEN =
            Pattern.compile(
                    "(?<![A-Za-z0-9])(?:smt_|gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|sk-|AKIA|ASIA|AIza"
                            + "|npm_|pypi-|hvs\\.|dckr_pat_)[A-Za-z0-9_-]{12,}+");

    private static final Pattern ADDRESS = Pattern.compile("://([^/\\s@]++)@");
    private static final Pattern SCHEME =
            Pattern.compile("(?i)(?<![a-z])(?:bearer|basic)\\s++([^\\s\"']++)");

    /** A setting anywhere in a text, such as in a shell's command line. */
    private static final Pattern SETTING =
            Pattern.compile(
                    "(?<![A-Za-z0-9_.-])([A-Za-z0-9_.-]++)([=:]\\s*+|\\s++)"
                            + "(?:\"([^\"]*+)\"|'([^']*+)'|([^\\s;&|\"']++))");

    private static final Pattern LONG_WORD =
            Pattern.compile("(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_=-]{40,}+");

    private SecretText() {}

    /** Where a secret stands. */
    private record Span(int from, int to) {
        boolean overlaps(Span other) {
            return from < other.to && other.from < to;
        }
    }

    /** The text with what stands for each secret in its place. Takes time linear in its length. */
    public static String replaced(String text, UnaryOperator<String> instead) {
        if (text.length() < SHORTEST) {
            return text;
        }
        var spans = spans(text);
        if (spans.isEmpty()) {
            return text;
        }
        var out = new StringBuilder(text.length());
        int from = 0;
        for (var span : spans) {
            out.append(text, from, span.from())
                    .append(instead.apply(text.substring(span.from(), span.to())));
            from = span.to();
        }
        return out.append(text, from, text.length()).toString();
    }

    /** In their order; where two overlap, the one of the surer kind. */
    private static List<Span> spans(String text) {
        var spans = new ArrayList<Span>();
        for (var whole : List.of(KEY_BLOCK, WEB_TOKEN, KNOWN_TOKEN)) {
            add(spans, whole, 0, text);
        }
        add(spans, ADDRESS, 1, text);
        add(spans, SCHEME, 1, text);
        addSettings(spans, text);
        addRandomWords(spans, text);
        spans.sort(Comparator.comparingInt(Span::from));
        return spans;
    }

    private static void add(List<Span> spans, Pattern pattern, int group, String text) {
        var matcher = pattern.matcher(text);
        while (matcher.find()) {
            add(spans, new Span(matcher.start(group), matcher.end(group)));
        }
    }

    private static void add(List<Span> spans, Span span) {
        if (span.from() < span.to() && spans.stream().noneMatch(span::overlaps)) {
            spans.add(span);
        }
    }

    private static void addSettings(List<Span> spans, String text) {
        var matcher = SETTING.matcher(text);
        int from = 0;
        while (matcher.find(from)) {
            int value = matcher.start(3) >= 0 ? 3 : matcher.start(4) >= 0 ? 4 : 5;
            boolean named = matcher.group(1).startsWith("-") || !matcher.group(2).isBlank();
            if (named
                    && SecretNames.looksSecret(matcher.group(1))
                    && !isScheme(matcher.group(value))) {
                add(spans, new Span(matcher.start(value), matcher.end(value)));
                from = matcher.end();
            } else {
                from = matcher.end(1); // the value may be the name of the next one
            }
        }
    }

    private static boolean isScheme(String value) {
        return value.equalsIgnoreCase("bearer") || value.equalsIgnoreCase("basic");
    }

    /** A long word with digits and letters of both cases is more likely a key than a name. */
    private static void addRandomWords(List<Span> spans, String text) {
        var matcher = LONG_WORD.matcher(text);
        while (matcher.find()) {
            var word = matcher.group();
            if (word.chars().anyMatch(Character::isDigit)
                    && word.chars().anyMatch(Character::isUpperCase)
                    && word.chars().anyMatch(Character::isLowerCase)) {
                add(spans, new Span(matcher.start(), matcher.end()));
            }
        }
    }
}
