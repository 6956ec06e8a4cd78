package io.systemmanager.docker;

import io.systemmanager.domain.secret.SecretNames;
import io.systemmanager.domain.secret.SecretText;
import java.util.ArrayList;
import java.util.List;

/**
 * Hides what looks like a secret in the arguments of a command: what {@link SecretText} finds in
 * each, and the argument after a flag whose name says that a secret follows.
 */
final class ArgumentMask {
    /** What stands for a hidden value. */
    static final String HIDDEN = "***";

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
        return SecretText.replaced(argument, _ -> HIDDEN);
    }
}
