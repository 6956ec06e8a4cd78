package io.systemmanager.mcpengine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts open streams, each principal's and all. Safe for many threads. */
final class StreamSlots<P> {
    private final int each;
    private final int all;
    private final Map<P, Integer> held = new HashMap<>();
    private int total;

    StreamSlots(int each, int all) {
        this.each = each;
        this.all = all;
    }

    /** A place, to be given back by closing it once; empty when there is none. */
    synchronized Optional<Slot> take(P principal) {
        int own = held.getOrDefault(principal, 0);
        if (total >= all || own >= each) {
            return Optional.empty();
        }
        held.put(principal, own + 1);
        total++;
        return Optional.of(() -> giveBack(principal));
    }

    private synchronized void giveBack(P principal) {
        held.computeIfPresent(principal, (_, own) -> own > 1 ? own - 1 : null);
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
