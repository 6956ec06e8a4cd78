package io.systemmanager.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells whoever holds a stream open that the listener is about to stop, so that the stream can end
 * with its proper last words. Starts once and never ends. Safe for any number of threads.
 */
public final class Draining {
    static final String ATTRIBUTE = "io.systemmanager.http.draining";

    private final CountDownLatch begun = new CountDownLatch(1);
    private final Set<Runnable> tasks = ConcurrentHashMap.newKeySet();

    Draining() {}

    /** The signal of the listener that received this request. */
    public static Draining of(Context context) {
        if (context.req().getAttribute(ATTRIBUTE) instanceof Draining draining) {
            return draining;
        }
        throw new IllegalStateException("the request did not come through a Listener");
    }

    /** Whether the listener is stopping. */
    public boolean hasBegun() {
        return begun.getCount() == 0;
    }

    /**
     * Waits until the listener stops, at most this long.
     *
     * @return whether it is stopping
     */
    public boolean await(Duration atMost) throws InterruptedException {
        return begun.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Runs something once the listener is about to stop; at once when it is already.
     *
     * @return to be closed when nobody waits any more
     */
    public Registration whenBegun(Runnable task) {
        tasks.add(task);
        if (hasBegun()) {
            task.run();
        }
        return () -> tasks.remove(task);
    }

    /** Something that is to be run; closing it takes it back. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    void begin() {
        begun.countDown();
        tasks.forEach(Runnable::run);
    }
}
