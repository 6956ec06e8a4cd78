package io.systemmanager.docker;

import com.google.re2j.Pattern;
import io.systemmanager.domain.container.SecretNames;
import java.util.ArrayList;
import java.util.List;

/**
 * Hides what looks like a secret in the arguments of a command: values of settings whose name says
 * so, passwords in addresses, tokens and keys of known forms. Errs towards hiding; cannot know a
 * secret that neither its name nor its form gives away.
 */
final class ArgumentMask {
    /** What stands for a hidden value. */
    static final String HIDDEN = "***";

    /** A setting anywhere in an argument, such as in a shell's command line. */
    private static final Pattern SETTING =
            Pattern.compile("([A-Za-z0-9_.-]+)([=:]\\s*|\\s+)(\"[^\"]*\"|'[^']*'|[^\\s;&|\"']+)");

    private static final Pattern KEY_BLOCK =
            Pattern.compile("(?s)-----BEGIN [A-Z0-9 ]+-----.*?(-----END [A-Z0-9 ]+-----|$)");
    private static final Pattern WEB_TOKEN =
            Pattern.compile("eyJ[A-Za-z0-9_-]{4,}\\.[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]*)*");
    private static final Pattern ADDRESS =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://)[^/\\s@]+@");
    private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic)\\s+[^\\s\"']+");
    private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9+/_=-]{40,}");

    private ArgumentMask() {}

    static List<String> masked(List<String> arguments) {
        var shown = new ArrayList<String>(arguments.size());
        boolean valueFollows = false;
        for (var argument : arguments) {
            shown.add(valueFollows && !argument.startsWith("-") ? HIDDEN : masked(argument));
            valueFollows = isFlag(argument) && SecretNames.looksSecret(argument);
        }
        return shown;
    }

    /** {@code --password}, whose value is the next argument. */
    private static boolean isFlag(String argument) {
        return argument.startsWith("-")
                && argument.indexOf('=') < 0
                && argument.chars().noneMatch(Character::isWhitespace);
    }

    private static String masked(String argument) {
        var text = KEY_BLOCK.matcher(argument).replaceAll(HIDDEN);
        text = WEB_TOKEN.matcher(text).replaceAll(HIDDEN);
        text = ADDRESS.matcher(text).replaceAll("$1" + HIDDEN + "@");
        text = BEARER.matcher(text).replaceAll("$1 " + HIDDEN);
        text = settings(text);
        return randomWords(text);
    }

    private static String settings(String text) {
        var out = new StringBuilder();
        var matcher = SETTING.matcher(text);
        int from = 0;
        while (matcher.find(from)) {
            boolean flag = matcher.group(1).startsWith("-");
            boolean joined = !matcher.group(2).isBlank();
            boolean hide = (flag || joined) && SecretNames.looksSecret(matcher.group(1));
            int end = hide ? matcher.start(3) : matcher.end(1);
            out.append(text, from, end).append(hide ? HIDDEN : "");
            from = hide ? matcher.end(3) : end;
        }
        return out.append(text, from, text.length()).toString();
    }

    /** A long word with digits and letters of both cases is more likely a key than a name. */
    private static String randomWords(String text) {
        var out = new StringBuilder();
        var matcher = LONG_WORD.matcher(text);
        int from = 0;
        while (matcher.find()) {
            var word = matcher.group();
            boolean random =
                    word.chars().anyMatch(Character::isDigit)
                            && word.chars().anyMatch(Character::isUpperCase)
                            && word.chars().anyMatch(Character::isLowerCase);
            out.append(text, from, matcher.start()).append(random ? HIDDEN : word);
            from = matcher.end();
        }
        return out.append(text, from, text.length()).toString();
    }
}
