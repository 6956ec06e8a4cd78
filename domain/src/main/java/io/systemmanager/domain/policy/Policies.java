package io.systemmanager.domain.policy;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How several verdicts make one: the strictest wins, and none means no. */
public final class Policies {

    private Policies() {}

    /**
     * {@code Deny} when any denies or none is there; else one approval that needs the slots of all,
     * the highest count per role, in the order of the roles' names, with what any of them demands;
     * else {@code Allow}. The order of the verdicts does not matter.
     */
    public static Verdict strictest(Collection<? extends Verdict> verdicts) {
        if (verdicts.isEmpty()) {
            return new Verdict.Deny();
        }
        var slots = new TreeMap<String, Integer>();
        var demands = EnumSet.noneOf(Verdict.Approve.Demand.class);
        for (Verdict verdict : verdicts) {
            switch (verdict) {
                case Verdict.Deny deny -> {
                    return deny;
                }
                case Verdict.Approve(var wanted, var demanded) -> {
                    wanted.forEach(slot -> slots.merge(slot.role(), slot.count(), Math::max));
                    demands.addAll(demanded);
                }
                case Verdict.Allow _ -> {}
            }
        }
        return slots.isEmpty() ? new Verdict.Allow() : new Verdict.Approve(listed(slots), demands);
    }

    private static List<Slot> listed(Map<String, Integer> slots) {
        return slots.entrySet().stream()
                .map(slot -> new Slot(slot.getKey(), slot.getValue()))
                .toList();
    }
}
