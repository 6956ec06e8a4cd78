package io.systemmanager.domain.operation;

/** Tells how a call would be judged, and runs nothing. */
public record ExplainPolicy(Operation subject) implements ReadOperation {
    public ExplainPolicy {
        if (subject instanceof ExplainPolicy) {
            throw new IllegalArgumentException("policy_explain does not explain itself");
        }
    }
}
