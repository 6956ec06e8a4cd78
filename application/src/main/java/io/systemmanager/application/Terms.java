package io.systemmanager.application;

import io.systemmanager.domain.journal.IdempotencyKey;
import java.time.Duration;
import java.util.Optional;

/**
 * How a change is to be carried out.
 *
 * @param key the caller's name for it: the same key never acts twice
 * @param planOnly answer with the plan and change nothing
 * @param patience how long the caller waits for the end, 0 to 25 s; the change goes on without it
 * @param reason the caller's words, 8 to 280 characters, untrusted
 */
public record Terms(
        Optional<IdempotencyKey> key,
        boolean planOnly,
        Duration patience,
        Optional<String> reason) {

    /** For reads. */
    public static final Terms NONE =
            new Terms(Optional.empty(), false, Duration.ZERO, Optional.empty());

    public Terms {
        if (patience.isNegative() || patience.toSeconds() > 25) {
            throw new IllegalArgumentException("wait_s is 0 to 25");
        }
        if (reason.filter(text -> text.length() < 8 || text.length() > 280).isPresent()) {
            throw new IllegalArgumentException("reason is 8 to 280 characters");
        }
    }
}
