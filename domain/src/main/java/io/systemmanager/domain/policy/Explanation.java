package io.systemmanager.domain.policy;

import java.util.List;

/**
 * Why a call would be judged as it would.
 *
 * @param decision exactly what the same question is answered
 * @param rules every rule, in the policy's order
 */
public record Explanation(Decision decision, List<RuleTrace> rules) {
    public Explanation {
        rules = List.copyOf(rules);
    }

    /**
     * One rule and whether it matched.
     *
     * @param matched whether it counted in the decision
     * @param why the first attribute that does not match ({@code who}, {@code ops}, {@code risk},
     *     {@code targets}); {@code target not resolved} when that cannot be told, and the rule then
     *     counts only where it makes the decision stricter; empty when all match
     */
    public record RuleTrace(String rule, String effect, boolean matched, String why) {}
}
