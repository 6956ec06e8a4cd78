package io.systemmanager.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.SampleOperations;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Reading;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {

    private static Reading<Plan> plan(LifecycleAction action, ContainerState state) {
        var change = new ChangeContainerState(SampleOperations.WEB, action, Duration.ofSeconds(10));
        return Planner.plan(change, SampleOperations.web(state));
    }

    private static Plan seen(LifecycleAction action, ContainerState state) {
        if (plan(action, state) instanceof Reading.Seen<Plan>(var plan)) {
            return plan;
        }
        throw new AssertionError("no plan");
    }

    /** Written by hand: {@code no} refused, {@code ok} nothing to do, else how many steps. */
    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            value = {
                "state,      START, STOP, RESTART, PAUSE, UNPAUSE",
                "CREATED,    2,     no,   2,       no,    no",
                "RUNNING,    ok,    2,    3,       2,     ok",
                "PAUSED,     no,    2,    3,       ok,    2",
                "RESTARTING, no,    2,    3,       no,    no",
                "REMOVING,   no,    no,   no,      no,    no",
                "EXITED,     2,     ok,   2,       no,    no",
                "DEAD,       no,    no,   no,      no,    no"
            })
    void eachActionFromEachStateIsPlannedRefusedOrNothingToDo(
            String state, String start, String stop, String restart, String pause, String unpause) {
        var from = ContainerState.valueOf(state);
        assertThat(word(LifecycleAction.START, from)).isEqualTo(start);
        assertThat(word(LifecycleAction.STOP, from)).isEqualTo(stop);
        assertThat(word(LifecycleAction.RESTART, from)).isEqualTo(restart);
        assertThat(word(LifecycleAction.PAUSE, from)).isEqualTo(pause);
        assertThat(word(LifecycleAction.UNPAUSE, from)).isEqualTo(unpause);
    }

    private static String word(LifecycleAction action, ContainerState state) {
        return switch (plan(action, state)) {
            case Reading.Missed<Plan>(var fault) -> {
                assertThat(fault.code()).isEqualTo(FaultCode.INVALID_STATE);
                assertThat(fault.cause())
                        .contains("web", state.wireName(), action.name().toLowerCase(Locale.ROOT));
                yield "no";
            }
            case Reading.Seen<Plan>(var plan) ->
                    plan.steps().isEmpty() ? "ok" : String.valueOf(plan.steps().size());
        };
    }

    @Test
    void aPlanSaysWhatChangesAndWhatIsLost() {
        var plan = seen(LifecycleAction.RESTART, ContainerState.RUNNING);

        assertThat(plan.steps())
                .containsExactly(
                        "ask the main process of web to end, kill it after 10 s",
                        "start web",
                        "wait until it is running");
        assertThat(plan.diff()).containsExactly("state: running -> running");
        assertThat(plan.irreversible()).hasSize(1);
        assertThat(plan.rollback()).isEmpty();
    }

    @Test
    void onlyWhatEndsAProcessLosesSomething() {
        assertThat(seen(LifecycleAction.STOP, ContainerState.PAUSED).irreversible()).isNotEmpty();
        assertThat(seen(LifecycleAction.RESTART, ContainerState.EXITED).irreversible()).isEmpty();
        assertThat(seen(LifecycleAction.START, ContainerState.EXITED).irreversible()).isEmpty();
        assertThat(seen(LifecycleAction.PAUSE, ContainerState.RUNNING).irreversible()).isEmpty();
    }

    @Test
    void whatCanBeTakenBackNamesTheOperationThatDoesIt() {
        assertThat(seen(LifecycleAction.STOP, ContainerState.RUNNING).rollback())
                .contains("containers_lifecycle.start");
        assertThat(seen(LifecycleAction.START, ContainerState.EXITED).rollback())
                .contains("containers_lifecycle.stop");
        assertThat(seen(LifecycleAction.PAUSE, ContainerState.RUNNING).rollback())
                .contains("containers_lifecycle.unpause");
        assertThat(seen(LifecycleAction.UNPAUSE, ContainerState.PAUSED).rollback())
                .contains("containers_lifecycle.pause");
    }

    @Test
    void theHashIsTheSameForTheSamePlanAndAnotherForAnother() {
        var plan = seen(LifecycleAction.STOP, ContainerState.RUNNING);

        assertThat(plan.hash())
                .isEqualTo(seen(LifecycleAction.STOP, ContainerState.RUNNING).hash())
                .isNotEqualTo(seen(LifecycleAction.STOP, ContainerState.PAUSED).hash())
                .isNotEqualTo(seen(LifecycleAction.RESTART, ContainerState.RUNNING).hash());
    }

    @Test
    void aContainerOperationOnTheHostHasNoPlan() {
        var change =
                new ChangeContainerState(SampleOperations.WEB, LifecycleAction.STOP, Duration.ZERO);

        assertThat(Planner.plan(change, new Target.Host(SampleOperations.HOST)))
                .isInstanceOfSatisfying(
                        Reading.Missed.class,
                        missed -> assertThat(missed.fault().code()).isEqualTo(FaultCode.INTERNAL));
    }
}
