package io.systemmanager.domain.policy;

import java.time.Duration;

/**
 * How long approvals last.
 *
 * @param pending how long one may wait for its votes, 1 minute to 24 hours
 * @param claim how long one that was granted may wait for its execution, 1 minute to 24 hours
 */
public record ApprovalTimes(Duration pending, Duration claim) {

    /** 15 and 10 minutes. */
    public static final ApprovalTimes STANDARD =
            new ApprovalTimes(Duration.ofMinutes(15), Duration.ofMinutes(10));

    public ApprovalTimes {
        check(pending);
        check(claim);
    }

    private static void check(Duration time) {
        if (time.compareTo(Duration.ofMinutes(1)) < 0 || time.compareTo(Duration.ofHours(24)) > 0) {
            throw new IllegalArgumentException("an approval lasts 1 minute to 24 hours");
        }
    }
}
