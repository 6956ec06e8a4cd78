package io.systemmanager.contract.port;

import io.systemmanager.contract.fixture.SampleContainer;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.LogQuery;
import io.systemmanager.domain.port.Containers;
import io.systemmanager.simulated.SimulatedClock;
import io.systemmanager.simulated.SimulatedContainer;
import io.systemmanager.simulated.SimulatedContainerBuilder;
import io.systemmanager.simulated.SimulatedContainers;
import java.time.Duration;
import java.time.Instant;

/** The simulated containers keep the contract, among those of the sample host. */
class SimulatedContainersTest implements ContainerLogsContract, ReconciliationContract {
    private final SimulatedClock clock = new SimulatedClock(Instant.parse("2026-11-24T12:00:00Z"));
    private final SimulatedContainers containers = SimulatedContainers.sample(clock);

    @Override
    public Containers containers() {
        return containers;
    }

    @Override
    public ContainerRef running(SampleContainer wanted) {
        return added(wanted, made(wanted));
    }

    @Override
    public ContainerRef created(SampleContainer wanted) {
        return added(wanted, made(wanted).neverStarted());
    }

    @Override
    public ContainerRef stopped(SampleContainer wanted) {
        return added(wanted, made(wanted).exited(0));
    }

    @Override
    public void removed(ContainerId id) {
        containers.remove(id);
    }

    @Override
    public Instant moment() {
        var now = clock.instant();
        clock.advance(Duration.ofMillis(1));
        return now;
    }

    private SimulatedContainerBuilder made(SampleContainer wanted) {
        var made = SimulatedContainer.named(wanted.name(), clock.instant());
        clock.advance(Duration.ofMinutes(1));
        wanted.labels().forEach(made::label);
        wanted.env().forEach(made::env);
        wanted.binds().forEach(bind -> made.bind(bind.source(), bind.inside(), bind.writable()));
        for (var line : wanted.log()) {
            if (line.stream() == LogQuery.Stream.STDERR) {
                made.complains(line.text());
            } else {
                made.prints(line.text());
            }
        }
        return made;
    }

    private ContainerRef added(SampleContainer wanted, SimulatedContainerBuilder made) {
        containers.add(made.build());
        return new ContainerRef(wanted.name());
    }
}
