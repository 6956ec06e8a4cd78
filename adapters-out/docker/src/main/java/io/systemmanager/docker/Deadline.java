package io.systemmanager.docker;

import java.time.Duration;

/**
 * The moment at which a call must have answered, on the clock that never jumps.
 *
 * @param nanos in the time of {@link System#nanoTime()}
 */
record Deadline(long nanos) {

    static Deadline in(Duration within) {
        return new Deadline(System.nanoTime() + within.toNanos());
    }

    /** What is left, never negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    boolean passed() {
        return nanos - System.nanoTime() <= 0;
    }

    /**
     * Sleeps, but not beyond the deadline.
     *
     * @return false when the thread was interrupted, which it then still is
     */
    boolean pause(Duration wanted) {
        var left = left();
        try {
            Thread.sleep(wanted.compareTo(left) < 0 ? wanted : left);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
