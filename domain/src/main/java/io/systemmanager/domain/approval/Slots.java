package io.systemmanager.domain.approval;

import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.policy.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The votes that an approval needs: all slots must be filled, and one person fills one place.
 *
 * <p>A person with several roles counts where it helps most. Who sits where is therefore not fixed
 * before all votes are in: it is a largest matching of people and places, found by augmenting paths
 * (Kuhn), which moves people who voted earlier to make room for one more. Immutable.
 *
 * @param wanted at least one, at most 64 places in all
 */
public record Slots(List<Slot> wanted) {
    private static final int MAX_PLACES = 64;
    private static final int NOBODY = -1;

    public Slots {
        wanted = List.copyOf(wanted);
        long places = wanted.stream().mapToLong(Slot::count).sum();
        if (places < 1 || places > MAX_PLACES) {
            throw new IllegalArgumentException("an approval needs 1 to 64 votes");
        }
    }

    /** Whether one of their roles is asked for, be its places taken or not. */
    public boolean concern(Approver someone) {
        return wanted.stream().map(Slot::role).anyMatch(someone.roles()::contains);
    }

    /** Whether one more would fill a place that all these together leave empty. */
    public boolean admit(Collection<Approver> present, Approver next) {
        var all = new ArrayList<>(present);
        all.add(next);
        return seat(all).size() > seat(present).size();
    }

    /** Whether these fill every place. */
    public boolean filledBy(Collection<Approver> present) {
        return seat(present).size() == places().size();
    }

    /** For which role each counts; who is left over is not named. */
    public Map<Person, String> seat(Collection<Approver> present) {
        var people = new LinkedHashMap<Person, Set<String>>();
        present.forEach(each -> people.putIfAbsent(each.person(), each.roles()));
        var places = places();
        var sitting = new Seating(places, List.copyOf(people.values())).sitting();
        var names = List.copyOf(people.keySet());
        var seated = new LinkedHashMap<Person, String>();
        for (int place = 0; place < sitting.length; place++) {
            if (sitting[place] != NOBODY) {
                seated.put(names.get(sitting[place]), places.get(place));
            }
        }
        return seated;
    }

    /** What is still missing when these have voted, in the order of {@link #wanted}. */
    public List<Slot> missing(Collection<Approver> present) {
        var roles = seat(present).values();
        var missing = new ArrayList<Slot>();
        for (String role : wanted.stream().map(Slot::role).distinct().toList()) {
            var asked = places().stream().filter(role::equals).count();
            var open = asked - roles.stream().filter(role::equals).count();
            if (open > 0) {
                missing.add(new Slot(role, (int) open));
            }
        }
        return List.copyOf(missing);
    }

    /** The role of each place. */
    private List<String> places() {
        var places = new ArrayList<String>();
        for (Slot slot : wanted) {
            for (int i = 0; i < slot.count(); i++) {
                places.add(slot.role());
            }
        }
        return places;
    }

    /** One run of the matching; not thread-safe. */
    private static final class Seating {
        private final List<String> places;
        private final List<Set<String>> people;
        private final int[] sitting;

        Seating(List<String> places, List<Set<String>> people) {
            this.places = places;
            this.people = people;
            this.sitting = new int[places.size()];
            Arrays.fill(sitting, NOBODY);
        }

        /** Who sits on each place, by index. */
        int[] sitting() {
            for (int person = 0; person < people.size(); person++) {
                placed(person, new boolean[places.size()]);
            }
            return sitting.clone();
        }

        /** Finds the person a place, if need be by finding another for whoever sits there. */
        private boolean placed(int person, boolean[] tried) {
            for (int place = 0; place < sitting.length; place++) {
                if (tried[place] || !people.get(person).contains(places.get(place))) {
                    continue;
                }
                tried[place] = true;
                if (sitting[place] == NOBODY || placed(sitting[place], tried)) {
                    sitting[place] = person;
                    return true;
                }
            }
            return false;
        }
    }
}
