package io.systemmanager.domain.notification;

import io.systemmanager.domain.approval.Approval;
import io.systemmanager.domain.approval.Ended;
import java.util.Locale;
import java.util.Optional;

/** What happened to an approval that people are told of. */
public enum Topic {
    REQUESTED,
    APPROVED,
    DENIED,
    CANCELLED,
    EXPIRED,
    STALE,
    REVOKED,
    /** It cannot go on by itself: its record was changed, or its end is not taken. */
    STUCK;

    private final String wireName = "approval." + name().toLowerCase(Locale.ROOT);

    /** Such as {@code approval.requested}. */
    public String wireName() {
        return wireName;
    }

    /**
     * What reaching that state means to people; empty for one more vote of several, and for the
     * execution, which the operation itself tells of.
     */
    public static Optional<Topic> of(Approval reached) {
        return switch (reached) {
            case Approval.Pending(_, var votes) ->
                    votes.isEmpty() ? Optional.of(REQUESTED) : Optional.empty();
            case Approval.Approved _ -> Optional.of(APPROVED);
            case Approval.Consumed _, Ended.Done _ -> Optional.empty();
            case Ended.Denied _ -> Optional.of(DENIED);
            case Ended.Cancelled _ -> Optional.of(CANCELLED);
            case Ended.Expired _ -> Optional.of(EXPIRED);
            case Ended.Stale _ -> Optional.of(STALE);
            case Ended.Revoked _ -> Optional.of(REVOKED);
        };
    }
}
