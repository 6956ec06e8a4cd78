package io.systemmanager.domain.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** Reads a moment as callers write it: RFC 3339, or an age such as {@code 15m}. */
public final class Moments {
    private static final Pattern AGE = Pattern.compile("([0-9]{1,6})([smhd])");

    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Moments() {}

    /** A moment as entries and signed statements write it: RFC 3339, in UTC, with milliseconds. */
    public static String written(Instant moment) {
        return WRITTEN.format(moment);
    }

    /**
     * The moment meant.
     *
     * @throws IllegalArgumentException naming the argument, when it is neither
     */
    public static Instant read(String argument, String text, Instant now) {
        var age = AGE.matcher(text);
        if (age.matches()) {
            return now.minus(age(Long.parseLong(age.group(1)), age.group(2).charAt(0)));
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    argument + " is an RFC 3339 time or an age such as 15m, 2h, 3d");
        }
    }

    private static Duration age(long count, char unit) {
        return switch (unit) {
            case 's' -> Duration.ofSeconds(count);
            case 'm' -> Duration.ofMinutes(count);
            case 'h' -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
