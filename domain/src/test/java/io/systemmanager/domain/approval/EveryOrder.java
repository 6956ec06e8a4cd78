package io.systemmanager.domain.approval;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How many people can sit, by trying everything: slow, and plainly right. */
final class EveryOrder {

    private EveryOrder() {}

    /** The role of each place. */
    static List<String> places(Slots slots) {
        return slots.wanted().stream()
                .flatMap(slot -> Stream.generate(slot::role).limit(slot.count()))
                .toList();
    }

    /** The first person takes each place of theirs in turn, or none; then come the others. */
    static int most(List<String> places, List<Set<String>> people) {
        if (people.isEmpty()) {
            return 0;
        }
        var others = people.subList(1, people.size());
        int best = most(places, others);
        for (int place = 0; place < places.size(); place++) {
            if (people.getFirst().contains(places.get(place))) {
                var rest = new ArrayList<>(places);
                rest.remove(place);
                best = Math.max(best, 1 + most(rest, others));
            }
        }
        return best;
    }
}
