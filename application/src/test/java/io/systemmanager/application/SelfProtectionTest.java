package io.systemmanager.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.admission.OwnThings;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.operation.ExplainPolicy;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.policy.Slot;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.simulated.SimulatedContainer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What belongs to the server is left alone, whatever policy says. */
class SelfProtectionTest {
    private final Bench bench = new Bench();
    private final Caller.Agent agent = Bench.agent("tester");

    private Reply stop(String container, Terms terms) {
        return bench.submit(agent, Bench.change(container, LifecycleAction.STOP), terms);
    }

    private ContainerId add(String name) {
        var container = SimulatedContainer.named(name, bench.clock.instant()).build();
        bench.containers.add(container);
        return container.id();
    }

    private static void selfProtected(Reply reply) {
        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused ->
                                assertThat(refused.fault().code())
                                        .isEqualTo(FaultCode.SELF_PROTECTED));
    }

    @Test
    void itsOwnContainerIsNeitherChangedNorPlannedNorLetWaitForPeople() {
        var id = add("manager");
        bench.own = new OwnThings(Set.of(id), Set.of(), Set.of(), true);
        var plan = new Terms(Optional.empty(), true, Duration.ZERO, Optional.empty());
        for (var name : List.of("manager", id.value(), id.shortForm())) {
            selfProtected(stop(name, Terms.NONE));
            selfProtected(stop(name, plan));
        }
        bench.policy = _ -> new Verdict.Approve(List.of(new Slot("operator", 1)));
        selfProtected(stop("manager", Terms.NONE));

        assertThat(bench.stateOf("manager")).isEqualTo(ContainerState.RUNNING);
        assertThat(bench.application.approvals().open()).isEmpty();
        assertThat(bench.entryTypes()).containsOnly("op.denied");
        assertThat(CanonicalJson.text(bench.ledger.entries().getLast()))
                .contains("\"rule\":\"self-protection\"", "\"code\":\"self_protected\"");
        bench.policy = _ -> new Verdict.Allow();
        assertThat(stop("web", Bench.waiting())).isInstanceOf(Reply.Tracked.class);
    }

    @Test
    void anExplanationSaysWhatIsEnforced() {
        bench.own = new OwnThings(Set.of(add("manager")), Set.of(), Set.of(), true);
        var change = Bench.change("manager", LifecycleAction.STOP);
        assertThat(bench.submit(agent, new ExplainPolicy(change), Terms.NONE))
                .isInstanceOfSatisfying(
                        Reply.Answered.class,
                        answered -> {
                            var said = ((Report.Explained) answered.report()).explanation();
                            assertThat(said.decision().verdict()).isEqualTo(new Verdict.Deny());
                            assertThat(said.decision().rule()).isEqualTo("self-protection");
                        });
    }
}
