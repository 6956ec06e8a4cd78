package io.systemmanager.contract.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.fixture.Cleared;
import io.systemmanager.contract.fixture.SampleContainer;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Outcome;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What changing a container's state promises, on every adapter. Actions that are not possible from
 * a state never reach the port: the planner refuses them.
 */
interface ContainerChangesContract extends ContainersContract {

    /** The states in which a test can hold a container. */
    List<ContainerState> STEADY =
            List.of(
                    ContainerState.CREATED,
                    ContainerState.RUNNING,
                    ContainerState.PAUSED,
                    ContainerState.EXITED);

    default Outcome change(Target.Container target, LifecycleAction action) {
        var operation = new ChangeContainerState(target.asked(), action, Duration.ofSeconds(2));
        return containers().change(Cleared.of(operation, target), WITHIN);
    }

    static Stream<Arguments> possibleChanges() {
        return EnumSet.allOf(LifecycleAction.class).stream()
                .flatMap(action ->
                        STEADY.stream()
                                .filter(action::possibleFrom)
                                .map(state -> Arguments.of(action, state)));
    }

    @ParameterizedTest
    @MethodSource("io.systemmanager.contract.port.ContainerChangesContract#possibleChanges")
    default void everyActionLeadsFromEveryStateToItsGoal(
            LifecycleAction action, ContainerState from) {
        var target = in(from, "c-" + action.wireName() + "-" + from.wireName());

        var outcome = change(target, action);

        assertThat(outcome)
                .isEqualTo(new Outcome.Succeeded(from.wireName(), action.goal().wireName()));
        assertThat(found(target.asked()).state()).isEqualTo(action.goal());
    }

    @Test
    default void aContainerThatIsThereAlreadyIsLeftAlone() {
        var target = found(running(SampleContainer.named(name("c-already"))));
        var before = get(target);

        assertThat(change(target, LifecycleAction.START))
                .isEqualTo(new Outcome.Succeeded("running", "running"));

        assertThat(get(target).etag()).isEqualTo(before.etag());
        assertThat(get(target).summary().startedAt()).isEqualTo(before.summary().startedAt());
    }

    @Test
    default void aRestartGivesANewProcess() {
        var target = found(running(SampleContainer.named(name("c-restart"))));
        var before = get(target);

        change(target, LifecycleAction.RESTART);

        var after = get(target);
        assertThat(after.summary().startedAt().orElseThrow())
                .isAfter(before.summary().startedAt().orElseThrow());
        assertThat(after.etag()).isNotEqualTo(before.etag());
    }

    @Test
    default void aPauseKeepsTheProcess() {
        var target = found(running(SampleContainer.named(name("c-pause"))));
        var before = get(target).summary().startedAt();

        change(target, LifecycleAction.PAUSE);
        change(target, LifecycleAction.UNPAUSE);

        assertThat(get(target).summary().startedAt()).isEqualTo(before);
    }

    @Test
    default void whatWasStoppedSaysWhenItEnded() {
        var target = found(running(SampleContainer.named(name("c-stop"))));

        change(target, LifecycleAction.STOP);

        var after = get(target);
        assertThat(after.exitCode()).isPresent();
        assertThat(after.finishedAt()).isPresent();
    }

    @Test
    default void onlyTheClearedContainerChanges() {
        var target = found(running(SampleContainer.named(name("c-one"))));
        var bystander = found(running(SampleContainer.named(name("c-two"))));

        change(target, LifecycleAction.STOP);

        assertThat(found(bystander.asked()).state()).isEqualTo(ContainerState.RUNNING);
    }

    @Test
    default void aContainerThatIsGoneCannotBeChanged() {
        var target = found(created(SampleContainer.named(name("c-gone"))));
        removed(target.id());

        assertThat(Expect.fault(change(target, LifecycleAction.START)))
                .isEqualTo(FaultCode.CONTAINER_NOT_FOUND);
    }

    /** A container of its own in that state. */
    default Target.Container in(ContainerState state, String ending) {
        var sample = SampleContainer.named(name(ending));
        ContainerRef ref =
                switch (state) {
                    case CREATED -> created(sample);
                    case EXITED -> stopped(sample);
                    case RUNNING, PAUSED -> running(sample);
                    case RESTARTING, REMOVING, DEAD ->
                            throw new AssertionError("no test can hold a container " + state);
                };
        if (state == ContainerState.PAUSED) {
            change(found(ref), LifecycleAction.PAUSE);
        }
        return found(ref);
    }
}
