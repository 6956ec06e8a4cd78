package io.systemmanager.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.admission.OwnThings;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.host.HostPath;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.outcome.Reading;
import io.systemmanager.domain.port.Containers;
import io.systemmanager.host.OwnProcess;
import io.systemmanager.host.RealPaths;
import io.systemmanager.simulated.SimulatedClock;
import io.systemmanager.simulated.SimulatedContainer;
import io.systemmanager.simulated.SimulatedContainerBuilder;
import io.systemmanager.simulated.SimulatedContainers;
import io.systemmanager.simulated.UnreachableContainers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server finds to be its own, and which containers it then leaves alone. */
class OwnGroundTest {
    private static final OwnProcess OUTSIDE =
            new OwnProcess(Optional.empty(), Optional.of("systemmanager.service"));
    private static final OwnProcess INSIDE =
            new OwnProcess(Optional.of(new ContainerRef("manager")), Optional.empty());

    private final SimulatedContainers containers =
            SimulatedContainers.sample(new SimulatedClock(Instant.parse("2026-01-01T12:00:00Z")));

    @TempDir Path folder;
    private Path state;

    @BeforeEach
    void makeAStateFolder() throws IOException {
        state = Files.createDirectories(folder.toRealPath().resolve("lib/systemmanager"));
    }

    private OwnThings own(OwnProcess process, Containers engine) {
        return ground(process, engine).get();
    }

    private OwnGround ground(OwnProcess process, Containers engine) {
        return new OwnGround(process, List.of(state), RealPaths.around(List.of(state)), engine);
    }

    private Target.Container container(String name, UnaryOperator<SimulatedContainerBuilder> with) {
        var made = SimulatedContainer.named(name, Instant.parse("2026-01-01T11:00:00Z"));
        containers.add(with.apply(made).build());
        return resolved(name);
    }

    private Target.Container resolved(String name) {
        var found = containers.resolve(new ContainerRef(name), Duration.ofSeconds(1));
        return ((Reading.Seen<Target.Container>) found).value();
    }

    private void leftAlone(OwnThings own, Target.Container container) {
        assertThat(own.objection(container)).as(container.name()).isPresent();
    }

    private void free(OwnThings own, Target.Container container) {
        assertThat(own.objection(container)).as(container.name()).isEmpty();
    }

    @Test
    void onTheHostItsFoldersAndItsUnitAreItsOwn() {
        var own = own(OUTSIDE, containers);
        assertThat(own.paths()).containsExactly(new HostPath(state.toString()));
        assertThat(own.units()).containsExactly("systemmanager.service");
        assertThat(own.containers()).isEmpty();
        free(own, resolved("web"));
    }

    @Test
    void whatCanWriteTheStateFolderOrAroundItOrInItIsLeftAlone() {
        var own = own(OUTSIDE, containers);
        var text = state.toString();
        leftAlone(own, container("same", c -> c.bind(text, "/data", true)));
        leftAlone(own, container("parent", c -> c.bind(folder.toString(), "/data", true)));
        leftAlone(own, container("root", c -> c.bind("/", "/host", true)));
        leftAlone(own, container("inner", c -> c.bind(text + "/keys", "/data", true)));
        free(own, container("beside", c -> c.bind(text + "-old", "/data", true)));
        free(own, container("reader", c -> c.bind("/", "/host", false)));
    }

    @Test
    void inAContainerThatIsItsOwnAndItsFoldersAreWhereTheMountsLead() {
        var self =
                container(
                        "manager",
                        c ->
                                c.bind("/srv/sm", folder.resolve("lib").toString(), true)
                                        .bind("/run/docker.sock", "/run/docker.sock", true));
        var own = own(INSIDE, containers);
        assertThat(own.containers()).containsExactly(self.id());
        assertThat(own.paths()).containsExactly(new HostPath("/srv/sm/systemmanager"));
        leftAlone(own, self);
        leftAlone(own, container("other", c -> c.bind("/srv", "/data", true)));
        free(own, container("proxy", c -> c.bind("/run/docker.sock", "/run/docker.sock", true)));
        free(own, container("same-name", c -> c.bind(state.toString(), "/data", true)));
    }

    @Test
    void aContainerOfAnotherEngineIsNoneOfThisOnes() {
        var own = own(INSIDE, containers);
        assertThat(own.complete()).isTrue();
        assertThat(own.paths()).containsExactly(new HostPath(state.toString()));
    }

    @Test
    void whileTheEngineIsAwayNothingCanBeToldAndAfterwardsItIs() {
        var web = resolved("web");
        leftAlone(own(INSIDE, new UnreachableContainers()), web);
        free(own(OUTSIDE, new UnreachableContainers()), web);
        assertThat(own(INSIDE, new UnreachableContainers()).complete()).isFalse();
    }

    @Test
    void whatWasFoundHolds() {
        container("manager", c -> c.bind("/srv/sm", state.toString(), true));
        var ground = ground(INSIDE, containers);
        var before = ground.get();
        containers.remove(resolved("manager").id());
        assertThat(ground.get()).isEqualTo(before);
        assertThat(before.paths()).isEqualTo(Set.of(new HostPath("/srv/sm")));
    }
}
