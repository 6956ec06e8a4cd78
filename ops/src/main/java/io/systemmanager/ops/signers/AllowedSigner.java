package io.systemmanager.ops.signers;

import io.systemmanager.domain.approval.Statement;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.sshsig.SshKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a file of allowed signers (ssh-keygen(1), ALLOWED SIGNERS), in the part of its
 * grammar that has one reading: one person, written out; namespaces written out; times in UTC; no
 * certificates. {@code ssh-keygen} reads such a line as we do.
 *
 * @param after signatures of earlier moments do not count
 * @param before signatures of later moments do not count
 * @param approves whether the key is for approvals at all
 */
record AllowedSigner(
        Person person,
        SshKey key,
        Optional<Instant> after,
        Optional<Instant> before,
        boolean approves) {
    private static final String OPTION = "[a-z-]+(?:=\"[^\"]*\")?";
    private static final Pattern LINE =
            Pattern.compile(
                    "(?<person>\\S+)[ \\t]+(?:(?<options>"
                            + OPTION
                            + "(?:,"
                            + OPTION
                            + ")*)[ \\t]+)?(?<type>[a-z0-9@.-]+)[ \\t]+(?<base64>[A-Za-z0-9+/=]+)"
                            + "(?:[ \\t].*)?");
    private static final Pattern EACH = Pattern.compile("([a-z-]+)(?:=\"([^\"]*)\")?(?:,|$)");
    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9._@/-]+");
    private static final Pattern TIME = Pattern.compile("(\\d{8})(\\d{4}(?:\\d{2})?)?Z");

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException when it is none of that form; its message says why
     */
    static AllowedSigner read(String line) {
        var match = LINE.matcher(line);
        if (!match.matches()) {
            throw new IllegalArgumentException("this is not PERSON [OPTIONS] TYPE KEY");
        }
        var options = options(Optional.ofNullable(match.group("options")).orElse(""));
        return new AllowedSigner(
                person(match.group("person")),
                key(match.group("type") + " " + match.group("base64")),
                Optional.ofNullable(options.get("valid-after")).map(AllowedSigner::time),
                Optional.ofNullable(options.get("valid-before")).map(AllowedSigner::time),
                Optional.ofNullable(options.get("namespaces"))
                        .map(AllowedSigner::approves)
                        .orElse(true));
    }

    /** Whether signatures of that moment count; both ends do, as for {@code ssh-keygen}. */
    boolean counts(Instant at) {
        return approves
                && after.map(start -> !at.isBefore(start)).orElse(true)
                && before.map(end -> !at.isAfter(end)).orElse(true);
    }

    private static Person person(String name) {
        try {
            return new Person(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a line is for one person, as credentials name them: " + e.getMessage(), e);
        }
    }

    private static SshKey key(String text) {
        try {
            return new SshKey(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the key cannot be taken: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> options(String text) {
        var options = new HashMap<String, String>();
        Matcher each = EACH.matcher(text);
        while (each.find()) {
            var name = each.group(1);
            if (!List.of("namespaces", "valid-after", "valid-before").contains(name)) {
                throw new IllegalArgumentException(
                        name.equals("cert-authority")
                                ? "certificates are not taken; list each key"
                                : "there is no option " + name);
            }
            if (each.group(2) == null || options.put(name, each.group(2)) != null) {
                throw new IllegalArgumentException(name + " stands once, with a value in quotes");
            }
        }
        return options;
    }

    private static boolean approves(String namespaces) {
        var names = List.of(namespaces.split(",", -1));
        for (var name : names) {
            if (!NAMESPACE.matcher(name).matches()) {
                throw new IllegalArgumentException("namespaces are written out, without patterns");
            }
        }
        return names.contains(Statement.NAMESPACE);
    }

    private static Instant time(String text) {
        var match = TIME.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("a time is YYYYMMDD[HHMM[SS]]Z, in UTC");
        }
        try {
            var day = LocalDate.parse(match.group(1), DateTimeFormatter.BASIC_ISO_DATE);
            return day.atTime(timeOfDay(match.group(2))).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("there is no such time: " + text, e);
        }
    }

    private static LocalTime timeOfDay(String digits) {
        if (digits == null) {
            return LocalTime.MIDNIGHT;
        }
        return LocalTime.parse(
                digits, DateTimeFormatter.ofPattern(digits.length() == 4 ? "HHmm" : "HHmmss"));
    }
}
