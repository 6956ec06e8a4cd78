package io.systemmanager.domain.grant;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * At most so many uses in any minute, or in any hour.
 *
 * @param uses 1 to 100
 */
public record Rate(int uses, Per per) {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,2})/(minute|hour)");

    /** The window, which moves with the clock. */
    public enum Per {
        MINUTE(Duration.ofMinutes(1)),
        HOUR(Duration.ofHours(1));

        private final Duration window;

        Per(Duration window) {
            this.window = window;
        }
    }

    public Rate {
        if (uses < 1 || uses > GrantTerms.MOST_USES) {
            throw new IllegalArgumentException("a rate is 1 to 100 uses a minute or an hour");
        }
    }

    /**
     * Reads what {@link #toString} writes, as in {@code 5/hour}.
     *
     * @throws IllegalArgumentException when it is no rate; the message may be shown
     */
    public static Rate of(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a rate reads like 2/minute or 5/hour");
        }
        return new Rate(
                Integer.parseInt(parts.group(1)),
                Per.valueOf(parts.group(2).toUpperCase(Locale.ROOT)));
    }

    /** Whether one more at that moment keeps it, when these came before. */
    boolean admits(List<Instant> before, Instant now) {
        var from = now.minus(per.window);
        return before.stream().filter(each -> each.isAfter(from)).count() < uses;
    }

    @Override
    public String toString() {
        return uses + "/" + per.name().toLowerCase(Locale.ROOT);
    }
}
