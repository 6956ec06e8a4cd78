package io.systemmanager.domain.port;

import io.systemmanager.domain.outcome.Fault;
import java.time.Duration;
import java.util.Optional;

/** Whether a subsystem that the server leans on does its work. Thread-safe. */
public interface HealthCheck {

    /** The subsystem's name, such as {@code docker} or {@code ledger}. */
    String subsystem();

    /** Looks now; empty when all is well. Takes at most the deadline. */
    Optional<Fault> check(Duration within);
}
