package io.systemmanager.domain.policy;

import java.util.List;

/**
 * A verdict with what led to it.
 *
 * @param rule the id of the rule that decided, or {@code default}
 * @param matched the ids of all rules that matched, in the policy's order
 * @param revision the policy's revision: SHA-256 of its bytes, {@code sha256:} and hex
 */
public record Decision(Verdict verdict, String rule, List<String> matched, String revision) {
    public Decision {
        matched = List.copyOf(matched);
    }
}
