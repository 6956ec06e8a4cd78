package io.systemmanager.mcpengine;

/**
 * Whether the work of one thread is wanted no more. Made by that thread, which is interrupted when
 * it is cancelled. Safe for many threads.
 */
final class Cancellation {
    private final Thread worker = Thread.currentThread();
    private boolean cancelled;
    private boolean over;

    /** Interrupts the work, once, unless it is over. */
    synchronized void cancel() {
        if (!over && !cancelled) {
            cancelled = true;
            worker.interrupt();
        }
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /**
     * The work is over; to be called by its thread, which no later cancellation will interrupt. An
     * interrupt by an earlier one is taken back.
     *
     * @return whether it was cancelled
     */
    synchronized boolean end() {
        over = true;
        if (cancelled) {
            Thread.interrupted();
        }
        return cancelled;
    }
}
