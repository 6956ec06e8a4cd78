package io.systemmanager.application;

import io.systemmanager.domain.caller.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What showing a credential led to. */
public sealed interface Authentication {

    /**
     * It is good.
     *
     * @param until the first moment at which it is not any more, where it has an end
     */
    record Known(Caller caller, Optional<Instant> until) implements Authentication {}

    /**
     * It is not.
     *
     * @param why one of the words of {@link
     *     io.systemmanager.domain.audit.AccessEvent.AuthenticationFailed}; for the ledger, a caller
     *     only hears that it is not good
     */
    record Rejected(String why) implements Authentication {}

    /** It is not good, and there were too many of those from there. */
    record Throttled(Duration retryAfter) implements Authentication {}

    /** Nobody can say whether it is good, because what decides it cannot be reached. */
    record Undecided(Duration retryAfter) implements Authentication {}
}
