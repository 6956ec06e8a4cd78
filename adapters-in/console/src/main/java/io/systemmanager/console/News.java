package io.systemmanager.console;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The newest state of a text, for any number of threads that wait for the next one. */
final class News {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Edition latest = none();
    private long wakes;

    /** A text and its number; the first has 1. */
    record Edition(long number, String text) {
        boolean isNewerThan(Edition other) {
            return number > other.number;
        }
    }

    /** The one before the first. */
    Edition none() {
        return new Edition(0, "");
    }

    /** Makes it the newest, unless it says the same as that. */
    void tell(String text) {
        lock.lock();
        try {
            if (latest.number() == 0 || !latest.text().equals(text)) {
                latest = new Edition(latest.number() + 1, text);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets everybody who waits go on with what there is. */
    void wake() {
        lock.lock();
        try {
            wakes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How often everybody was woken; to be asked before looking at what one is woken for. */
    long wakes() {
        lock.lock();
        try {
            return wakes;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The newest: at once when it is newer than that one or somebody has called since, else after a
     * change, a call, or that long.
     */
    Edition after(Edition seen, long before, Duration atMost) {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (!latest.isNewerThan(seen) && wakes == before && left > 0) {
                left = changed.awaitNanos(left);
            }
            return latest;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return latest;
        } finally {
            lock.unlock();
        }
    }
}
