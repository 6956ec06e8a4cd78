package io.systemmanager.domain.journal;

import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.text.VisibleText;
import java.util.Optional;

/**
 * A credential as it is found where it is kept. One that somebody else put or changed there opens
 * nothing, and hides none of the others.
 */
public sealed interface KeptCredential {
    /** As this server wrote it. */
    record Sound(TokenRecord token) implements KeptCredential {}

    /**
     * Not what this server wrote.
     *
     * @param id what stands in the place of its id; made visible, at most 64 characters are kept
     * @param why one sentence for operators; made visible, at most 200 characters are kept
     */
    record Unreadable(String id, String why) implements KeptCredential {
        public Unreadable {
            id = VisibleText.line(id, 64);
            why = VisibleText.line(why, 200);
        }
    }

    /** The credential, where it is as this server wrote it. */
    default Optional<TokenRecord> sound() {
        return this instanceof Sound(var token) ? Optional.of(token) : Optional.empty();
    }
}
