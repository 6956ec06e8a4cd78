package io.systemmanager.mcpengine;

/** Lets so much through in any second, counted from the first. For one thread. */
final class Rate {
    private static final long SECOND = 1_000_000_000L;

    private final int most;
    private long began = System.nanoTime();
    private int count;

    Rate(int most) {
        this.most = most;
    }

    boolean allow() {
        long now = System.nanoTime();
        if (now - began >= SECOND) {
            began = now;
            count = 0;
        }
        count++;
        return count <= most;
    }
}
