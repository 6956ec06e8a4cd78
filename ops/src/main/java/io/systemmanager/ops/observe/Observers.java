package io.systemmanager.ops.observe;

import io.systemmanager.domain.audit.ToolAttempt;
import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.port.Observer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells several observers, and lets none of them fail a call. */
public final class Observers implements Observer {
    private static final Logger LOG = LoggerFactory.getLogger(Observers.class);

    private final List<Observer> all = new ArrayList<>();

    /** The log line, and these. */
    public Observers(List<? extends Observer> others) {
        all.add(new CallLog());
        all.addAll(others);
    }

    @Override
    public void ended(Observation observation) {
        tell(observer -> observer.ended(observation));
    }

    @Override
    public void refusedCredential(String why) {
        tell(observer -> observer.refusedCredential(why));
    }

    @Override
    public void refusedTool(ToolAttempt attempt, FaultCode why) {
        tell(observer -> observer.refusedTool(attempt, why));
    }

    @Override
    public void broke(RequestId call, Throwable cause) {
        tell(observer -> observer.broke(call, cause));
    }

    private void tell(Consumer<Observer> what) {
        for (var observer : all) {
            try {
                what.accept(observer);
            } catch (RuntimeException broken) {
                LOG.error("an observer is broken", broken);
            }
        }
    }
}
