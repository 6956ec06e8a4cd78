package io.systemmanager.domain.policy;

/**
 * How many approvers of one role an approval needs.
 *
 * @param role an approver role of the policy
 * @param count at least one
 */
public record Slot(String role, int count) {
    public Slot {
        if (count < 1) {
            throw new IllegalArgumentException("a slot needs at least one approver");
        }
    }
}
