package io.systemmanager.domain.trail;

import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.SignedNote;
import java.util.Optional;

/**
 * How the log stands.
 *
 * @param checkpoint of what is durable now
 * @param note the latest that was signed, at most some seconds behind
 * @param flaw what of seal, note and tree disagrees, for people; empty when they agree. The texts
 *     of entries are not hashed again for it: a whole verification does that
 */
public record LogState(Checkpoint checkpoint, Optional<SignedNote> note, Optional<String> flaw) {

    /** What the note says; empty where there is none. */
    public Optional<Checkpoint> signed() {
        return note.map(SignedNote::text).flatMap(Checkpoint::parse);
    }
}
