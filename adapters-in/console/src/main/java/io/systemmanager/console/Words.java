package io.systemmanager.console;

import io.systemmanager.domain.policy.Slot;
import io.systemmanager.domain.text.VisibleText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Facts in the words of a page. */
final class Words {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Words() {}

    /** To the second; everywhere the same zone, since people compare it with entries. */
    static String moment(Instant at) {
        return MOMENT.format(at);
    }

    /** What is wrong with something that was typed, which may stand in it. */
    static String fault(IllegalArgumentException wrong) {
        return VisibleText.line(String.valueOf(wrong.getMessage()), 300);
    }

    /** As in {@code 1 operator, 2 security}. */
    static String slots(List<Slot> slots) {
        return slots.stream()
                .map(slot -> slot.count() + " " + slot.role())
                .collect(Collectors.joining(", "));
    }
}
