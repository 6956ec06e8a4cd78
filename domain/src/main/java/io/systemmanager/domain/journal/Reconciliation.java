package io.systemmanager.domain.journal;

import io.systemmanager.domain.text.VisibleText;

/**
 * What a later look at the target says about a change whose end nobody saw.
 *
 * <p>The evidence is one sentence for people: what was seen, without a secret, an address or a path
 * of this host. At most 300 characters are kept.
 */
public sealed interface Reconciliation {

    /** What was seen. */
    String evidence();

    /** The word for it in entries. */
    default String wireName() {
        return switch (this) {
            case Applied _ -> "applied";
            case NotApplied _ -> "not_applied";
            case Indeterminate _ -> "indeterminate";
        };
    }

    /**
     * What the change leads to is so.
     *
     * @param state the target's state now, in a word of its kind
     */
    record Applied(String state, String evidence) implements Reconciliation {
        public Applied {
            evidence = VisibleText.line(evidence, 300);
        }
    }

    /** What the change leads to is not so, and the change can no longer come about by itself. */
    record NotApplied(String evidence) implements Reconciliation {
        public NotApplied {
            evidence = VisibleText.line(evidence, 300);
        }
    }

    /** The target was seen, and it does not tell; no later look would either. */
    record Indeterminate(String evidence) implements Reconciliation {
        public Indeterminate {
            evidence = VisibleText.line(evidence, 300);
        }
    }
}
