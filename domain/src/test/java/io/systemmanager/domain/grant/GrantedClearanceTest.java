package io.systemmanager.domain.grant;

import static io.systemmanager.domain.grant.SampleGrants.NOON;
import static io.systemmanager.domain.grant.SampleGrants.ONE;
import static io.systemmanager.domain.grant.SampleGrants.live;
import static io.systemmanager.domain.grant.SampleGrants.requester;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.systemmanager.domain.SampleOperations;
import io.systemmanager.domain.admission.Gate;
import io.systemmanager.domain.admission.OwnThings;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.operation.Arguments;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.risk.Risk;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The gate's pass for what a grant answers. */
class GrantedClearanceTest {
    private static final Target.Container WEB = SampleOperations.web(ContainerState.RUNNING);
    private static final ChangeContainerState RESTART = change(LifecycleAction.RESTART, 10);
    private static final GrantAnswer.Yes ANSWER =
            (GrantAnswer.Yes)
                    live().answer(
                                    new GrantQuestion(
                                            requester("agent:bot", "cli"),
                                            RESTART.name(),
                                            Arguments.of(RESTART),
                                            WEB,
                                            Risk.LOW,
                                            ONE),
                                    NOON);

    private OwnThings own = OwnThings.NONE;
    private final Gate gate =
            new Gate(
                    () -> {
                        throw new AssertionError("policy has been asked already");
                    },
                    () -> own);

    private static ChangeContainerState change(LifecycleAction action, int grace) {
        return new ChangeContainerState(SampleOperations.WEB, action, Duration.ofSeconds(grace));
    }

    @Test
    void itIsForExactlyWhatTheGrantAnswered() {
        var pass = gate.clear(RESTART, WEB, ANSWER);
        assertThat(pass.operation()).isSameAs(RESTART);
        assertThat(pass.target()).isSameAs(WEB);
    }

    @Test
    void itIsForNothingElse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gate.clear(change(LifecycleAction.STOP, 10), WEB, ANSWER));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gate.clear(change(LifecycleAction.RESTART, 11), WEB, ANSWER));
        var other = SampleOperations.web(ContainerState.EXITED);
        assertThatIllegalArgumentException().isThrownBy(() -> gate.clear(RESTART, other, ANSWER));
    }

    @Test
    void whatBelongsToTheServerIsNotCleared() {
        own = OwnThings.UNTOLD;
        assertThatIllegalArgumentException().isThrownBy(() -> gate.clear(RESTART, WEB, ANSWER));
    }
}
