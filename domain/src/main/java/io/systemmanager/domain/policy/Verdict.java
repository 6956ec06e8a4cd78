package io.systemmanager.domain.policy;

import java.util.List;

/** What policy says to a call. */
public sealed interface Verdict {

    /** Go ahead. */
    record Allow() implements Verdict {}

    /** Not before these people agreed; all slots must be filled. */
    record Approve(List<Slot> slots) implements Verdict {
        public Approve {
            slots = List.copyOf(slots);
            if (slots.isEmpty()) {
                throw new IllegalArgumentException("an approval needs at least one slot");
            }
        }
    }

    /** No. */
    record Deny() implements Verdict {}

    /** The word in entries and answers. */
    default String wireName() {
        return switch (this) {
            case Allow _ -> "allow";
            case Approve _ -> "approve";
            case Deny _ -> "deny";
        };
    }
}
