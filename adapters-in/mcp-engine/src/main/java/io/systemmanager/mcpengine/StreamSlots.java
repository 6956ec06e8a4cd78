package io.systemmanager.mcpengine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts open streams, each subject's and all. Safe for many threads. */
final class StreamSlots {
    private final int each;
    private final int all;
    private final Map<String, Integer> held = new HashMap<>();
    private int total;

    StreamSlots(int each, int all) {
        this.each = each;
        this.all = all;
    }

    /** A place, to be given back by closing it once; empty when there is none. */
    synchronized Optional<Slot> take(String subject) {
        int own = held.getOrDefault(subject, 0);
        if (total >= all || own >= each) {
            return Optional.empty();
        }
        held.put(subject, own + 1);
        total++;
        return Optional.of(() -> giveBack(subject));
    }

    private synchronized void giveBack(String subject) {
        held.computeIfPresent(subject, (_, own) -> own > 1 ? own - 1 : null);
        total--;
    }

    synchronized int open() {
        return total;
    }

    /** A place taken. */
    @FunctionalInterface
    interface Slot extends AutoCloseable {
        @Override
        void close();
    }
}
