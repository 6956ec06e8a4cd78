package io.systemmanager.simulated;

import io.systemmanager.domain.port.Anchoring;
import java.util.concurrent.atomic.AtomicInteger;

/** An anchor that takes everything, until it is told not to. Thread-safe. */
public final class SimulatedAnchors implements Anchoring {
    private final AtomicInteger taken = new AtomicInteger();
    private volatile boolean configured;
    private volatile boolean broken;
    private volatile Runnable watcher = () -> {};

    /** There is one from now on. */
    public void configure() {
        configured = true;
    }

    /** It takes nothing any more. */
    public void breakDown() {
        broken = true;
    }

    /** From now on that runs whenever something is shown. */
    public void watch(Runnable next) {
        watcher = next;
    }

    /** How often it took something. */
    public int taken() {
        return taken.get();
    }

    @Override
    public boolean isConfigured() {
        return configured;
    }

    @Override
    public boolean anchor() {
        watcher.run();
        if (!configured || broken) {
            return false;
        }
        taken.incrementAndGet();
        return true;
    }
}
