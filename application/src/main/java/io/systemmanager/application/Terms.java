package io.systemmanager.application;

import io.systemmanager.domain.journal.IdempotencyKey;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationState;
import java.time.Duration;
import java.util.Optional;

/**
 * How a change is to be carried out.
 *
 * @param key the caller's name for it: the same key never acts twice
 * @param planOnly answer with the plan and change nothing
 * @param patience how long the caller waits for the end, 0 to 25 s; the change goes on without it
 * @param forPeople how long of that it waits while people decide
 * @param reason the caller's words, 8 to 280 characters, untrusted
 */
public record Terms(
        Optional<IdempotencyKey> key,
        boolean planOnly,
        Duration patience,
        Duration forPeople,
        Optional<String> reason) {

    /** For reads. */
    public static final Terms NONE =
            new Terms(Optional.empty(), false, Duration.ZERO, Optional.empty());

    public Terms {
        if (patience.isNegative() || patience.toSeconds() > 25) {
            throw new IllegalArgumentException("wait_s is 0 to 25");
        }
        if (forPeople.isNegative() || forPeople.compareTo(patience) > 0) {
            throw new IllegalArgumentException("nobody waits longer for people than for the end");
        }
        if (reason.filter(text -> text.length() < 8 || text.length() > 280).isPresent()) {
            throw new IllegalArgumentException("reason is 8 to 280 characters");
        }
    }

    /** With as much patience for people as for the change itself. */
    public Terms(
            Optional<IdempotencyKey> key,
            boolean planOnly,
            Duration patience,
            Optional<String> reason) {
        this(key, planOnly, patience, patience, reason);
    }

    /** The same for a caller that is told at once when people must decide. */
    public Terms notWaitingForPeople() {
        return new Terms(key, planOnly, patience, Duration.ZERO, reason);
    }

    /** How long it waits for what becomes of an operation that stands so. */
    Duration patienceFor(OperationRecord operation) {
        return operation.state() instanceof OperationState.AwaitingApproval ? forPeople : patience;
    }
}
