package io.systemmanager.contract.engine;

import java.util.List;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/** Ends a property with success when its time is up, however many tries it has had. */
final class UntilTimeIsUp implements AroundTryHook {
    private long end; // in the time of System.nanoTime; set by the first try
    private boolean begun;

    @Override
    public TryExecutionResult aroundTry(
            TryLifecycleContext context, TryExecutor attempt, List<Object> parameters)
            throws Throwable {
        if (!begun) {
            begun = true;
            end = System.nanoTime() + Scale.fuzzing().toNanos();
        }
        var result = attempt.execute(parameters);
        return result.isSatisfied() && System.nanoTime() - end > 0
                ? TryExecutionResult.satisfied(true)
                : result;
    }
}
