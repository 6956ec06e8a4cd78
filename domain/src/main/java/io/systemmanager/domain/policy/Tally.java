package io.systemmanager.domain.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Adds up what the rules that count say to one call. For one thread. */
final class Tally {
    private static final String BY_DEFAULT = "default";
    private static final int NEVER = Integer.MAX_VALUE;

    private final List<Verdict> effects;
    private final int[] firstSaid;
    private final List<String> ids = new ArrayList<>();

    /**
     * @param effects all that the policy's rules can say, each once; rules name them by index
     */
    Tally(List<Verdict> effects) {
        this.effects = effects;
        this.firstSaid = new int[effects.size()];
        Arrays.fill(firstSaid, NEVER);
    }

    /** Counts a rule; to be called in the policy's order. */
    void count(RuleMatcher rule) {
        firstSaid[rule.effect()] = Math.min(firstSaid[rule.effect()], ids.size());
        ids.add(rule.id());
    }

    /** The strictest of what was said, by the first rule that said so. */
    Decision decision(String revision) {
        var said = new ArrayList<Verdict>();
        for (int i = 0; i < firstSaid.length; i++) {
            if (firstSaid[i] != NEVER) {
                said.add(effects.get(i));
            }
        }
        var verdict = Policies.strictest(said);
        return new Decision(verdict, decider(verdict), ids, revision);
    }

    private String decider(Verdict verdict) {
        int first = NEVER;
        for (int i = 0; i < firstSaid.length; i++) {
            if (effects.get(i).getClass() == verdict.getClass()) {
                first = Math.min(first, firstSaid[i]);
            }
        }
        return first == NEVER ? BY_DEFAULT : ids.get(first);
    }
}
