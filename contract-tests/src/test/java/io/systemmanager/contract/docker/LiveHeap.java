package io.systemmanager.contract.docker;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Watches what the heap holds: its use straight after a full collection, taken several times a
 * second. So garbage does not count and nothing that is reachable is missed for long.
 */
final class LiveHeap implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(200);

    private final long before = measured();
    private final Thread sampler;
    private volatile long most = before;

    private LiveHeap() {
        sampler = Thread.ofPlatform().name("live-heap").unstarted(this::sample);
    }

    static LiveHeap watched() {
        var heap = new LiveHeap();
        heap.sampler.start();
        return heap;
    }

    /** By how many bytes it grew at most, the present included. */
    long growth() {
        return Math.max(most, measured()) - before;
    }

    private void sample() {
        try {
            while (true) {
                most = Math.max(most, measured());
                Thread.sleep(STEP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private static long measured() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Override
    public void close() {
        sampler.interrupt();
        try {
            sampler.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
