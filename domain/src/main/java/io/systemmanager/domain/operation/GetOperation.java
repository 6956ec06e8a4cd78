package io.systemmanager.domain.operation;

import io.systemmanager.domain.journal.OperationId;
import java.time.Duration;

/**
 * Reads one operation record, and waits for its end if asked to.
 *
 * @param patience how long to wait for the end, 0 to 25 s
 */
public record GetOperation(OperationId id, Duration patience) implements ReadOperation {
    public GetOperation {
        if (patience.isNegative() || patience.toSeconds() > 25) {
            throw new IllegalArgumentException("wait_s is 0 to 25");
        }
    }
}
