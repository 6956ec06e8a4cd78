package io.systemmanager.domain.operation;

import io.systemmanager.domain.journal.OperationStatus;
import java.util.Optional;

/**
 * Lists the newest operation records.
 *
 * @param status only these
 * @param limit 1 to 50
 */
public record ListOperations(Optional<OperationStatus> status, int limit) implements ReadOperation {
    public ListOperations {
        if (limit < 1 || limit > 50) {
            throw new IllegalArgumentException("limit is 1 to 50");
        }
    }
}
