package io.systemmanager.domain.policy;

import java.util.List;
import java.util.Set;

/** What policy says to a call. */
public sealed interface Verdict {

    /** Go ahead. */
    record Allow() implements Verdict {}

    /**
     * Not before these people agreed; all slots must be filled.
     *
     * @param demands what else it takes; a demand that cannot be met is a reason to refuse
     */
    record Approve(List<Slot> slots, Set<Demand> demands) implements Verdict {
        /** What an approval can take besides votes. */
        public enum Demand {
            /** The approvers sign their votes. */
            SIGNED,
            /** The intent is anchored outside this host before the effect. */
            ANCHOR
        }

        /** One that takes the votes and nothing else. */
        public Approve(List<Slot> slots) {
            this(slots, Set.of());
        }

        public Approve {
            slots = List.copyOf(slots);
            demands = Set.copyOf(demands);
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
