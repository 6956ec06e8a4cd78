package io.systemmanager.domain.caller;

import java.util.UUID;

/**
 * The server's own id of one call, which is also the correlation id that a caller is told.
 *
 * @param value a UUID, version 7 (RFC 9562 §5.7), so that ids sort by time
 */
public record RequestId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
