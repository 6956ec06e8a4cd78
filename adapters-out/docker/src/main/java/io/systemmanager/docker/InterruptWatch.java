package io.systemmanager.docker;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts a thread at a deadline unless it is disarmed before. An interrupt is the only thing
 * that ends a blocked call on a Unix socket, whose time-outs do nothing: it closes the channel.
 */
final class InterruptWatch {
    private final Thread thread;
    private final Future<?> alarm;
    private boolean fired;
    private boolean done;

    private InterruptWatch(Thread thread, ScheduledExecutorService timer, Deadline deadline) {
        this.thread = thread;
        this.alarm = timer.schedule(this::fire, deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Watches the current thread. */
    static InterruptWatch armed(ScheduledExecutorService timer, Deadline deadline) {
        return new InterruptWatch(Thread.currentThread(), timer, deadline);
    }

    private synchronized void fire() {
        // Under the lock, so that no interrupt can hit the thread after it has disarmed.
        if (!done) {
            fired = true;
            thread.interrupt();
        }
    }

    /** Whether the deadline has struck. */
    synchronized boolean fired() {
        return fired;
    }

    /**
     * Ends the watch and takes its interrupt back; to be called by the watched thread. May be
     * called again.
     *
     * @return whether the deadline has struck
     */
    synchronized boolean disarm() {
        if (!done) {
            done = true;
            alarm.cancel(false);
            if (fired) {
                Thread.interrupted();
            }
        }
        return fired;
    }
}
