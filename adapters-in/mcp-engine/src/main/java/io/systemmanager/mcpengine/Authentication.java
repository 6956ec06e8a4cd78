package io.systemmanager.mcpengine;

import java.time.Instant;
import java.util.Optional;

/**
 * Who sends a request, or why that is not known.
 *
 * @param <P> the application's principal
 */
public sealed interface Authentication<P> {

    /**
     * The credential is good.
     *
     * @param subject who it is, the same for every credential of theirs and across restarts; what
     *     the engine hands out is bound to it
     * @param until when the credential ends, where it says so; a stream that it opened ends then
     */
    record Known<P>(P principal, String subject, Optional<Instant> until)
            implements Authentication<P> {}

    /**
     * The request goes no further.
     *
     * @param status 401, 429 while attempts are throttled, or 503 while nobody can be judged
     * @param code to branch on
     * @param cause one sentence for the caller
     * @param nextStep what the caller can do
     * @param wwwAuthenticate the challenge; a 401 without one gets a bare {@code Bearer}
     * @param retryAfterSeconds when to come back
     */
    record Refused<P>(
            int status,
            String code,
            String cause,
            String nextStep,
            Optional<String> wwwAuthenticate,
            Optional<Integer> retryAfterSeconds)
            implements Authentication<P> {
        public Refused {
            if (status != 401 && status != 429 && status != 503) {
                throw new IllegalArgumentException("a refusal is 401, 429 or 503, not " + status);
            }
        }
    }
}
