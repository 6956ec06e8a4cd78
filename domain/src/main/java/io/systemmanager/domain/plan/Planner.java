package io.systemmanager.domain.plan;

import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.operation.WriteOperation;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Reading;
import java.util.ArrayList;
import java.util.List;

/** Works out what a change will do to its target as it is now. Pure: looks at nothing. */
public final class Planner {

    private Planner() {}

    /** The plan, or why the change is not possible. */
    public static Reading<Plan> plan(WriteOperation operation, Target target) {
        return switch (operation) {
            case ChangeContainerState change when target instanceof Target.Container container ->
                    lifecycle(change, container);
            case ChangeContainerState _ ->
                    Reading.missed(
                            FaultCode.INTERNAL, "A container operation without a container.");
        };
    }

    private static Reading<Plan> lifecycle(ChangeContainerState change, Target.Container target) {
        var action = change.action();
        var state = target.state();
        if (!action.possibleFrom(state)) {
            return Reading.missed(
                    FaultCode.INVALID_STATE,
                    "Container %s is %s, which %s does not start from."
                            .formatted(target.name(), state.wireName(), action.wireName()));
        }
        if (action.alreadyDone(state)) {
            return Reading.of(
                    new Plan(List.of(), List.of(), List.of(), java.util.Optional.empty()));
        }
        return Reading.of(
                new Plan(
                        steps(change, target),
                        List.of("state: " + state.wireName() + " -> " + action.goal().wireName()),
                        losses(change, target),
                        action.inverse()
                                .map(i ->
                                        Declaration.CONTAINERS_LIFECYCLE.tool()
                                                + "."
                                                + i.wireName())));
    }

    private static List<String> steps(ChangeContainerState change, Target.Container target) {
        var name = target.name();
        var steps = new ArrayList<String>();
        if (endsProcess(change, target)) {
            steps.add(
                    "ask the main process of %s to end, kill it after %d s"
                            .formatted(name, change.grace().toSeconds()));
        }
        switch (change.action()) {
            case START, RESTART -> steps.add("start " + name);
            case PAUSE -> steps.add("freeze every process of " + name);
            case UNPAUSE -> steps.add("thaw every process of " + name);
            case STOP -> {}
        }
        steps.add("wait until it is " + change.action().goal().wireName());
        return steps;
    }

    private static List<String> losses(ChangeContainerState change, Target.Container target) {
        return endsProcess(change, target)
                ? List.of("what the running processes hold in memory is lost; connections break")
                : List.of();
    }

    private static boolean endsProcess(ChangeContainerState change, Target.Container target) {
        return target.state().alive()
                && (change.action() == LifecycleAction.STOP
                        || change.action() == LifecycleAction.RESTART);
    }
}
