package io.systemmanager.simulated;

import io.systemmanager.domain.audit.ToolAttempt;
import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.port.Observer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps every observation, for as long as the object lives. Thread-safe. */
public final class RememberedObservations implements Observer {
    private final List<Observation> all = new CopyOnWriteArrayList<>();
    private final List<Throwable> broken = new CopyOnWriteArrayList<>();

    @Override
    public void ended(Observation observation) {
        all.add(observation);
    }

    /** All so far, oldest first. */
    public List<Observation> all() {
        return List.copyOf(all);
    }

    @Override
    public void refusedCredential(String why) {}

    @Override
    public void refusedTool(ToolAttempt attempt, FaultCode why) {}

    @Override
    public void broke(RequestId call, Throwable cause) {
        broken.add(cause);
    }

    /** What broke so far, oldest first. */
    public List<Throwable> broken() {
        return List.copyOf(broken);
    }
}
