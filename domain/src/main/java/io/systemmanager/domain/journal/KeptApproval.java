package io.systemmanager.domain.journal;

import io.systemmanager.domain.text.VisibleText;
import java.util.Optional;

/**
 * An approval as it is found where it is kept. What somebody else wrote there may break a rule of
 * approvals, or be no approval at all; that must hide none of the others.
 */
public sealed interface KeptApproval {
    /** As this server wrote it. */
    record Sound(ApprovalRecord record) implements KeptApproval {}

    /**
     * Not what this server wrote: nothing is decided on it, and it is never carried out.
     *
     * @param id what stands in the place of its id; made visible, at most 64 characters are kept
     * @param why one sentence for operators; made visible, at most 200 characters are kept
     */
    record Unreadable(String id, String why) implements KeptApproval {
        public Unreadable {
            id = VisibleText.line(id, 64);
            why = VisibleText.line(why, 200);
        }
    }

    /** The record, where it is as this server wrote it. */
    default Optional<ApprovalRecord> sound() {
        return this instanceof Sound(var record) ? Optional.of(record) : Optional.empty();
    }
}
