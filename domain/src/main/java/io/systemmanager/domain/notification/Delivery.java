package io.systemmanager.domain.notification;

import io.systemmanager.domain.text.VisibleText;
import java.time.Instant;
import java.util.Locale;

/** Where a notification stands. */
public sealed interface Delivery {

    /** Since when. */
    Instant since();

    /** It is to be delivered; tries are counted from then on. */
    record Due(Instant since) implements Delivery {}

    /** The receiver took it, at least once. */
    record Delivered(Instant since) implements Delivery {}

    /**
     * It was given up: a dead letter, until a person has it tried again or drops it.
     *
     * @param why the last failure; made visible, at most 200 characters are kept
     */
    record Failed(Instant since, String why) implements Delivery {
        public Failed {
            why = VisibleText.line(why, 200);
        }
    }

    /** A person gave it up. */
    record Dropped(Instant since) implements Delivery {}

    /** The word for it in rows and answers. */
    default String wireName() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing is done about it any more. */
    default boolean isOver() {
        return switch (this) {
            case Due _, Failed _ -> false;
            case Delivered _, Dropped _ -> true;
        };
    }
}
