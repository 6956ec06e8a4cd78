package io.systemmanager.domain.port;

import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.notification.Notification;

/**
 * Brings a notification to people outside. Whoever receives it may get it twice, and can tell by
 * its id. Thread-safe; a call blocks, for at most 10 seconds.
 */
public interface Messenger {

    /**
     * Tries once.
     *
     * @param checkpoint of the log at this moment, for the receiver to remember
     */
    Receipt deliver(Notification notification, SignedNote checkpoint);

    /** What came of a try. */
    sealed interface Receipt {
        /** The receiver said that it has it. */
        record Accepted() implements Receipt {}

        /** The receiver answered, and not that it has it. */
        record Refused(String why) implements Receipt {}

        /** No answer: it may have been heard or not. */
        record Unheard(String why) implements Receipt {}
    }
}
