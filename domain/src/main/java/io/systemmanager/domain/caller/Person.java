package io.systemmanager.domain.caller;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A human being, whatever accounts they use. Two accounts of one human have one person, which is
 * how nobody approves their own request from a second account.
 *
 * @param name lower-case letters, digits, {@code . _ @ -}; begins with a letter or digit; at most
 *     64 characters. There is one spelling, so that nobody is two people.
 */
public record Person(String name) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");

    public Person {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a person's name has lower-case letters, digits, '.', '_', '@', '-', at most"
                            + " 64");
        }
    }

    /**
     * The person whose account has that name.
     *
     * @throws IllegalArgumentException when it is longer than a person's name
     */
    public static Person named(Subject account) {
        var value = account.value();
        return new Person(value.substring(value.indexOf(':') + 1).toLowerCase(Locale.ROOT));
    }

    /** The person whom that name means, in whatever case; empty when no person's name reads so. */
    public static Optional<Person> known(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return FORM.matcher(lower).matches() ? Optional.of(new Person(lower)) : Optional.empty();
    }

    @Override
    public String toString() {
        return name;
    }
}
