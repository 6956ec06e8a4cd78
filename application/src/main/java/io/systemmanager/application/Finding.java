package io.systemmanager.application;

import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.CredentialId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What one kind of credential, looked at by itself, is worth. */
sealed interface Finding {

    /** It proves a caller until that moment. */
    record Proven(Caller caller, Optional<Instant> until) implements Finding {}

    /**
     * It proves nobody.
     *
     * @param credential which one, where it is one that we know
     * @param why the ledger's word
     */
    record Refused(Optional<CredentialId> credential, String why) implements Finding {
        /** One that we do not know. */
        static Refused because(String why) {
            return new Refused(Optional.empty(), why);
        }
    }

    /** It cannot be judged now. */
    record Undecided(Duration retryAfter) implements Finding {}
}
