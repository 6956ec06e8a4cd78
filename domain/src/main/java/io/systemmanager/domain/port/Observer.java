package io.systemmanager.domain.port;

import io.systemmanager.domain.audit.CallFacts;
import io.systemmanager.domain.audit.ToolAttempt;
import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.policy.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The one place where calls are observed: log line, meters and span come from here. */
public interface Observer {

    /** A call ended. Never throws, never blocks on anything outside. */
    void ended(Observation observation);

    /** A credential was refused, for the reason that the ledger's entry gives. */
    void refusedCredential(String why);

    /** A tool was refused before an operation came of it: no scope for it, or wrong arguments. */
    void refusedTool(ToolAttempt attempt, FaultCode why);

    /** Something inside the server is broken; the caller only hears the correlation id. */
    void broke(RequestId call, Throwable cause);

    /**
     * What happened.
     *
     * @param decision empty when it did not come to one
     * @param result {@code ok}, {@code running}, {@code planned}, or a fault's wire name
     */
    record Observation(
            CallFacts call,
            Optional<Decision> decision,
            String result,
            Instant startedAt,
            Duration took) {}
}
