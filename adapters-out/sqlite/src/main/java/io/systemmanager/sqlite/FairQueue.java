package io.systemmanager.sqlite;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded queue with a lane for each sender. What is taken comes from the lanes in turn, and no
 * lane fills more than its share, so that one sender with thousands of items delays another's by
 * one turn. Within a lane the order is kept. Thread-safe.
 *
 * @param <L> names a lane; there are lanes only where something waits
 * @param <T> what waits
 */
final class FairQueue<L, T> {
    private final int capacity;
    private final int share;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition emptied = lock.newCondition();
    private final Map<L, Line<L, T>> lanes = new HashMap<>();

    /** The same lanes in the order of their turns. */
    private final ArrayDeque<Line<L, T>> turns = new ArrayDeque<>();

    private int size;

    /** What came of an offer. */
    enum Offer {
        TAKEN,
        /** The sender has its share; others still get places. */
        SHARE_USED,
        FULL
    }

    /**
     * @param share of the capacity that one lane may fill
     */
    FairQueue(int capacity, int share) {
        this.capacity = capacity;
        this.share = share;
    }

    /** Puts the item into its lane, after waiting at most that long for a place. */
    Offer offer(L lane, T item, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            var hindrance = hindrance(lane);
            while (hindrance != Offer.TAKEN) {
                if (left <= 0) {
                    return hindrance;
                }
                left = emptied.awaitNanos(left);
                hindrance = hindrance(lane);
            }
            put(lane, item);
            return Offer.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for an item, and takes what is there, in a list that the caller may change. */
    List<T> take(int most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (size == 0) {
                filled.await();
            }
            return remove(most);
        } finally {
            lock.unlock();
        }
    }

    /** Takes what is there, after waiting at most that long for an item. */
    List<T> poll(int most, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (size == 0 && left > 0) {
                left = filled.awaitNanos(left);
            }
            return remove(most);
        } finally {
            lock.unlock();
        }
    }

    /** Takes what is there, in a list that the caller may change. */
    List<T> poll(int most) {
        lock.lock();
        try {
            return remove(most);
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    private Offer hindrance(L lane) {
        if (size >= capacity) {
            return Offer.FULL;
        }
        var waiting = lanes.get(lane);
        return waiting != null && waiting.items().size() >= share ? Offer.SHARE_USED : Offer.TAKEN;
    }

    private void put(L name, T item) {
        var lane = lanes.get(name);
        if (lane == null) {
            lane = new Line<>(name, new ArrayDeque<>());
            lanes.put(name, lane);
            turns.add(lane);
        }
        lane.items().add(item);
        size++;
        filled.signal();
    }

    private List<T> remove(int most) {
        var taken = new ArrayList<T>(Math.min(most, size));
        while (taken.size() < most && !turns.isEmpty()) {
            var lane = turns.remove();
            taken.add(lane.items().remove());
            size--;
            if (lane.items().isEmpty()) {
                lanes.remove(lane.name());
            } else {
                turns.add(lane);
            }
        }
        if (!taken.isEmpty()) {
            emptied.signalAll();
        }
        return taken;
    }

    /** What one sender has waiting; never empty. */
    private record Line<L, T>(L name, ArrayDeque<T> items) {}
}
