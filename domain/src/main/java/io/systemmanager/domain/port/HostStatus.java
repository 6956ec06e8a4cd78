package io.systemmanager.domain.port;

import io.systemmanager.domain.admission.Clearance;
import io.systemmanager.domain.host.SystemStatus;
import io.systemmanager.domain.operation.ReadSystemStatus;
import io.systemmanager.domain.outcome.Reading;
import java.time.Duration;

/**
 * The figures of the host. Thread-safe.
 *
 * <p>Leaves the {@code server} section empty: the server knows that of itself.
 */
public interface HostStatus {

    /** The sections asked for; takes at most the deadline. */
    Reading<SystemStatus> read(Clearance<ReadSystemStatus> clearance, Duration within);
}
