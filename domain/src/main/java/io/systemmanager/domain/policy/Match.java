package io.systemmanager.domain.policy;

import java.util.Locale;

/** Whether a rule speaks about a call; where it does not, which attribute says so first. */
enum Match {
    /** All attributes match. */
    YES,
    /** It depends on what is not known of the target. */
    UNSURE,
    WHO,
    OPS,
    RISK,
    TARGETS;

    /** The attribute's name in a policy file; empty for a match. */
    String why() {
        return switch (this) {
            case YES -> "";
            case UNSURE -> "target not resolved";
            case WHO, OPS, RISK, TARGETS -> name().toLowerCase(Locale.ROOT);
        };
    }
}
