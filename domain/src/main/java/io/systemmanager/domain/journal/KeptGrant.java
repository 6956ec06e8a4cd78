package io.systemmanager.domain.journal;

import io.systemmanager.domain.grant.StandingGrant;
import io.systemmanager.domain.text.VisibleText;
import java.util.Optional;

/**
 * A grant as it is found where it is kept. One that somebody else changed there answers nothing,
 * and hides none of the others.
 */
public sealed interface KeptGrant {
    /** As this server wrote it. */
    record Sound(StandingGrant grant) implements KeptGrant {}

    /**
     * Not what this server wrote.
     *
     * @param id what stands in the place of its id; made visible, at most 64 characters are kept
     * @param why one sentence for operators; made visible, at most 200 characters are kept
     */
    record Unreadable(String id, String why) implements KeptGrant {
        public Unreadable {
            id = VisibleText.line(id, 64);
            why = VisibleText.line(why, 200);
        }
    }

    /** The grant, where it is as this server wrote it. */
    default Optional<StandingGrant> sound() {
        return this instanceof Sound(var grant) ? Optional.of(grant) : Optional.empty();
    }
}
