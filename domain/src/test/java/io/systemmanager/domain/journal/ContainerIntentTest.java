package io.systemmanager.domain.journal;

import static io.systemmanager.domain.container.ContainerState.CREATED;
import static io.systemmanager.domain.container.ContainerState.EXITED;
import static io.systemmanager.domain.container.ContainerState.PAUSED;
import static io.systemmanager.domain.container.ContainerState.RUNNING;
import static io.systemmanager.domain.container.LifecycleAction.PAUSE;
import static io.systemmanager.domain.container.LifecycleAction.RESTART;
import static io.systemmanager.domain.container.LifecycleAction.START;
import static io.systemmanager.domain.container.LifecycleAction.STOP;
import static io.systemmanager.domain.container.LifecycleAction.UNPAUSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.outcome.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContainerIntentTest {
    private static final Instant AT = Instant.parse("2026-01-01T12:00:00Z");
    private static final Optional<Instant> NEVER = Optional.empty();
    private static final Optional<Instant> BEFORE = Optional.of(AT.minusNanos(1));
    private static final Optional<Instant> AFTER = Optional.of(AT.plusNanos(1));
    private static final Instant LATER = AT.plus(Duration.ofMinutes(5));

    static Stream<Arguments> sights() {
        return Stream.of(
                Arguments.of(START, RUNNING, AFTER, NEVER, "applied"),
                Arguments.of(START, EXITED, AFTER, AFTER, "applied"), // a job that did its work
                Arguments.of(START, EXITED, BEFORE, BEFORE, "not_applied"),
                Arguments.of(START, CREATED, NEVER, NEVER, "not_applied"),
                Arguments.of(RESTART, RUNNING, AFTER, AFTER, "applied"),
                Arguments.of(RESTART, RUNNING, BEFORE, NEVER, "not_applied"),
                Arguments.of(RESTART, RUNNING, Optional.of(AT), NEVER, "not_applied"),
                Arguments.of(RESTART, EXITED, BEFORE, AFTER, "indeterminate"), // half of it
                Arguments.of(STOP, EXITED, BEFORE, AFTER, "applied"),
                Arguments.of(STOP, EXITED, BEFORE, BEFORE, "applied"), // nothing was to do
                Arguments.of(STOP, RUNNING, BEFORE, NEVER, "not_applied"),
                Arguments.of(STOP, PAUSED, BEFORE, NEVER, "not_applied"),
                Arguments.of(STOP, RUNNING, AFTER, AFTER, "indeterminate"), // somebody started it
                Arguments.of(PAUSE, PAUSED, BEFORE, NEVER, "applied"),
                Arguments.of(PAUSE, RUNNING, BEFORE, NEVER, "not_applied"),
                Arguments.of(PAUSE, RUNNING, AFTER, AFTER, "indeterminate"),
                Arguments.of(PAUSE, EXITED, BEFORE, AFTER, "indeterminate"),
                Arguments.of(UNPAUSE, RUNNING, BEFORE, NEVER, "applied"),
                Arguments.of(UNPAUSE, PAUSED, BEFORE, NEVER, "not_applied"),
                Arguments.of(UNPAUSE, EXITED, BEFORE, AFTER, "indeterminate"));
    }

    @ParameterizedTest
    @MethodSource("sights")
    void whatTheContainerSaysAboutTheIntent(
            LifecycleAction action,
            ContainerState state,
            Optional<Instant> lastStart,
            Optional<Instant> lastEnd,
            String finding) {
        var found = judge(action, state, lastStart, lastEnd, LATER);

        assertThat(found.map(Reconciliation::wireName)).isEqualTo(Reading.of(finding));
        assertThat(((Reading.Seen<Reconciliation>) found).value().evidence())
                .contains(state.wireName());
    }

    @Test
    void anOrderThatTheEngineMayStillCarryOutIsNotJudgedUndone() {
        var grace = Duration.ofSeconds(10);
        for (var early : new Instant[] {AT.minusSeconds(9), AT, AT.plus(grace).plusSeconds(60)}) {
            assertThat(judge(STOP, RUNNING, BEFORE, NEVER, early))
                    .isInstanceOf(Reading.Missed.class);
            assertThat(judge(RESTART, EXITED, BEFORE, AFTER, early))
                    .isInstanceOf(Reading.Missed.class);
        }
        assertThat(judge(STOP, RUNNING, BEFORE, NEVER, AT.plus(grace).plusSeconds(61)))
                .isInstanceOf(Reading.Seen.class);
    }

    @Test
    void whatHasHappenedNeedsNoPatience() {
        assertThat(judge(STOP, EXITED, BEFORE, AFTER, AT).map(Reconciliation::wireName))
                .isEqualTo(Reading.of("applied"));
    }

    private static Reading<Reconciliation> judge(
            LifecycleAction action,
            ContainerState state,
            Optional<Instant> lastStart,
            Optional<Instant> lastEnd,
            Instant now) {
        return new ContainerIntent(
                        new ContainerId("3f".repeat(32)),
                        action,
                        Duration.ofSeconds(10),
                        RUNNING,
                        AT)
                .judge(new ContainerIntent.Seen(state, lastStart, lastEnd), now);
    }
}
