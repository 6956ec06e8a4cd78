package io.systemmanager.console;

import java.util.HashMap;
import java.util.Map;

/** How many streams may stand open: in all, and of one session. Thread-safe. */
final class Places {
    private static final int MOST = 64;
    private static final int MOST_OF_ONE = 4;

    private final Map<String, Integer> bySession = new HashMap<>();
    private int all;

    /** Whether there was one left. */
    synchronized boolean take(String session) {
        if (all >= MOST || bySession.getOrDefault(session, 0) >= MOST_OF_ONE) {
            return false;
        }
        bySession.merge(session, 1, Integer::sum);
        all++;
        return true;
    }

    /** Gives back one that was taken. */
    synchronized void leave(String session) {
        bySession.computeIfPresent(session, (_, held) -> held == 1 ? null : held - 1);
        all--;
    }

    synchronized boolean taken() {
        return all > 0;
    }
}
