package io.systemmanager.domain.port;

import io.systemmanager.domain.note.SignedNote;
import java.util.Optional;

/**
 * Somebody outside the ledger who is shown its checkpoints and remembers them, so that a ledger
 * that was put back or made up anew can be told from the true one. Gets signed notes and never
 * entries. Thread-safe; a call blocks, and its caller gives it 2 seconds.
 */
public interface AnchorSink {

    /** As the settings write it; stands in entries. */
    String name();

    /** Shows the note. */
    Receipt show(SignedNote note);

    /**
     * The last note of that log that is remembered, where it can be asked for.
     *
     * @throws LedgerUnavailable when it should be there to be asked and is not
     */
    Optional<SignedNote> last(String origin);

    /** What came of it. */
    sealed interface Receipt {
        /** It is where it should be, as far as can be known. */
        record Accepted() implements Receipt {}

        /** It was heard and not taken. */
        record Refused(String why) implements Receipt {}

        /** It may not have been heard. */
        record Failed(String why) implements Receipt {}
    }
}
