package io.systemmanager.docker;

import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Carries one action out: looks, orders, and looks again until the goal is reached.
 *
 * <p>The first look is also what proves the engine alive before it gets the order. Whatever is in
 * doubt after the order was sent is settled by looking; what no look settles stays unknown.
 */
final class StateChange {
    private static final Duration STEP = Duration.ofMillis(100);

    private final EngineApi api;
    private final Inspection before;
    private final ChangeContainerState operation;
    private final Function<EngineTrouble, Fault> faults;

    private StateChange(
            EngineApi api,
            Inspection before,
            ChangeContainerState operation,
            Function<EngineTrouble, Fault> faults) {
        this.api = api;
        this.before = before;
        this.operation = operation;
        this.faults = faults;
    }

    /**
     * @param before the container as it was just now
     * @param faults turns trouble into what a caller is told
     */
    static Outcome carryOut(
            EngineApi api,
            Inspection before,
            ChangeContainerState operation,
            Function<EngineTrouble, Fault> faults) {
        var state = before.state();
        var action = operation.action();
        if (action.alreadyDone(state)) {
            return new Outcome.Succeeded(state.wireName(), state.wireName());
        }
        if (!action.possibleFrom(state)) {
            return new Outcome.Failed(
                    new Fault(
                            FaultCode.INVALID_STATE,
                            "The container is %s, which %s does not start from."
                                    .formatted(state.wireName(), action.wireName())));
        }
        return new StateChange(api, before, operation, faults).order();
    }

    private Outcome order() {
        try {
            api.post(path());
        } catch (EngineTrouble e) {
            if (e.nothingWasSent() || e.kind() == EngineTrouble.Kind.REFUSED) {
                return new Outcome.Failed(refusal(e));
            }
            var _ = faults.apply(e); // logged; whether the order was carried out shows below
        }
        return waitForGoal();
    }

    private String path() {
        var action = operation.action();
        var grace =
                switch (action) {
                    case STOP, RESTART -> "?t=" + operation.grace().toSeconds();
                    case START, PAUSE, UNPAUSE -> "";
                };
        return "/containers/%s/%s%s".formatted(before.id().value(), action.wireName(), grace);
    }

    /** A 404 can also mean that something which the container needs is missing. */
    private Fault refusal(EngineTrouble refused) {
        var fault = faults.apply(refused);
        if (refused.is(409)) {
            return new Fault(
                    FaultCode.INVALID_STATE,
                    "The container engine says that its state does not allow this.");
        }
        if (refused.is(404) && stillThere()) {
            return new Fault(
                    FaultCode.ENGINE_ERROR,
                    "The container engine lacks something that the container needs.");
        }
        return fault;
    }

    private boolean stillThere() {
        try {
            return api.inspect(before.id()).id().equals(before.id());
        } catch (EngineTrouble e) {
            return false;
        }
    }

    private Outcome waitForGoal() {
        while (true) {
            try {
                var outcome = judge(api.inspect(before.id()));
                if (outcome.isPresent()) {
                    return outcome.get();
                }
            } catch (EngineTrouble e) {
                if (e.is(404)) {
                    return gone();
                }
                var _ = faults.apply(e); // the engine may be back before the deadline
            }
            if (!api.deadline().pause(STEP) || api.deadline().passed()) {
                return unknown("The order was given, and the state that it leads to was not seen.");
            }
        }
    }

    private Optional<Outcome> judge(Inspection now) {
        var action = operation.action();
        boolean newRun = !now.lastStart().equals(before.lastStart());
        boolean starts = action == LifecycleAction.START || action == LifecycleAction.RESTART;
        if (now.state() == action.goal()) {
            return action != LifecycleAction.RESTART || newRun
                    ? Optional.of(succeeded(now.state().wireName()))
                    : Optional.empty();
        }
        return starts && newRun && now.state() == ContainerState.EXITED
                ? Optional.of(endedAtOnce(now.lastExitCode()))
                : Optional.empty();
    }

    /** A job that did its work and ended well was started; anything else did not come up. */
    private Outcome endedAtOnce(int exitCode) {
        return exitCode == 0
                ? succeeded(ContainerState.EXITED.wireName())
                : new Outcome.Failed(
                        new Fault(
                                FaultCode.ENGINE_ERROR,
                                "The container started and ended at once, with exit code %d."
                                        .formatted(exitCode)));
    }

    private Outcome gone() {
        return operation.action() == LifecycleAction.STOP && before.removesItself()
                ? succeeded("removed")
                : unknown("The container was removed while the order was carried out.");
    }

    private Outcome succeeded(String after) {
        return new Outcome.Succeeded(before.state().wireName(), after);
    }

    private static Outcome unknown(String cause) {
        return new Outcome.Unknown(new Fault(FaultCode.OUTCOME_UNKNOWN, cause));
    }
}
