package io.systemmanager.application;

import io.systemmanager.domain.caller.Caller;
import java.time.Duration;

/** What showing a credential led to. */
public sealed interface Authentication {

    /** It is good. */
    record Known(Caller caller) implements Authentication {}

    /**
     * It is not.
     *
     * @param why {@code missing}, {@code unknown}, {@code expired}, {@code revoked} or {@code
     *     wrong_kind}; for the ledger, a caller only hears that it is not good
     */
    record Rejected(String why) implements Authentication {}

    /** It is not good, and there were too many of those from there. */
    record Throttled(Duration retryAfter) implements Authentication {}
}
