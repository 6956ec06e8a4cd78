package io.systemmanager.domain.policy;

import java.util.List;

/**
 * Why a call would be judged as it would.
 *
 * @param decision exactly what {@link Policy#judge} answers to the same question
 * @param rules every rule, in the policy's order
 */
public record Explanation(Decision decision, List<RuleTrace> rules) {
    public Explanation {
        rules = List.copyOf(rules);
    }

    /**
     * One rule and whether it matched.
     *
     * @param why the first attribute that does not match (who, ops, risk, targets); empty when all
     *     do
     */
    public record RuleTrace(String rule, String effect, boolean matched, String why) {}
}
