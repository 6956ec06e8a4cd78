package io.systemmanager.contract.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.fixture.SampleContainer;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.journal.ContainerIntent;
import io.systemmanager.domain.journal.Reconciliation;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.outcome.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a look at a container promises about a change whose end nobody saw, on every adapter. */
interface ReconciliationContract extends ContainerChangesContract {

    /** Now by the clock of the engine; whatever the engine does next is later. */
    Instant moment();

    static Stream<Arguments> realChanges() {
        return EnumSet.allOf(LifecycleAction.class).stream()
                .flatMap(action ->
                        STEADY.stream()
                                .filter(action::possibleFrom)
                                .filter(state -> !action.alreadyDone(state))
                                .map(state -> Arguments.of(action, state)));
    }

    @ParameterizedTest
    @MethodSource("io.systemmanager.contract.port.ReconciliationContract#realChanges")
    default void aLookTellsWhetherAnActionCameAbout(LifecycleAction action, ContainerState from) {
        var target = in(from, "r-" + action.wireName() + "-" + from.wireName());
        var intent = intent(target, action);

        assertThat(look(intent)).isInstanceOf(Reconciliation.NotApplied.class);
        change(target, action);

        assertThat(look(intent))
                .isInstanceOfSatisfying(
                        Reconciliation.Applied.class,
                        applied -> assertThat(applied.state()).isEqualTo(action.goal().wireName()));
    }

    @Test
    default void aLookChangesNothing() {
        var target = found(running(SampleContainer.named(name("r-look"))));
        var before = get(target).etag();

        look(intent(target, LifecycleAction.STOP));

        assertThat(get(target).etag()).isEqualTo(before);
    }

    @Test
    default void anOrderThatMayStillBeCarriedOutIsToBeAskedForAgain() {
        var target = found(running(SampleContainer.named(name("r-early"))));
        var intent = intent(target, LifecycleAction.STOP);

        assertThat(containers().reconcile(intent, intent.at(), WITHIN))
                .isInstanceOf(Reading.Missed.class);
    }

    @Test
    default void aContainerThatIsGoneDoesNotTell() {
        var target = found(created(SampleContainer.named(name("r-gone"))));
        var intent = intent(target, LifecycleAction.START);
        removed(target.id());

        assertThat(look(intent)).isInstanceOf(Reconciliation.Indeterminate.class);
    }

    private ContainerIntent intent(Target.Container target, LifecycleAction action) {
        return new ContainerIntent(
                target.id(), action, Duration.ofSeconds(2), target.state(), moment());
    }

    private Reconciliation look(ContainerIntent intent) {
        var muchLater = intent.at().plus(Duration.ofMinutes(10));
        return Expect.seen(containers().reconcile(intent, muchLater, WITHIN));
    }
}
