package io.systemmanager.domain.approval;

import io.systemmanager.domain.json.Digest;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One person's decision.
 *
 * @param digest of what they were shown
 * @param reason their own words; made visible, at most 500 characters are kept
 */
public record Vote(Approver by, Choice choice, Digest digest, Instant at, Optional<String> reason) {

    /** For or against. */
    public enum Choice {
        APPROVE,
        DENY;

        /** The word in entries and signed statements. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Vote {
        reason = ApprovalRequest.words(reason);
    }
}
