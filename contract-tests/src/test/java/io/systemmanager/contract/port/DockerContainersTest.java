package io.systemmanager.contract.port;

import io.systemmanager.contract.docker.TestEngine;
import io.systemmanager.contract.fixture.SampleContainer;
import io.systemmanager.docker.DockerContainers;
import io.systemmanager.docker.DockerEngine;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.host.HostId;
import io.systemmanager.domain.port.Containers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The containers of a real Docker Engine keep the contract. */
@Tag("docker")
class DockerContainersTest implements ContainerLogsContract, ReconciliationContract {
    private final TestEngine docker = TestEngine.open();
    private final DockerEngine engine = docker.adapter();
    private final Containers containers =
            new DockerContainers(
                    engine, new HostId("0123456789abcdef".repeat(2)), UnaryOperator.identity());

    @AfterEach
    void removeWhatWasMade() {
        engine.close();
        docker.close();
    }

    @Override
    public Containers containers() {
        return containers;
    }

    @Override
    public ContainerRef running(SampleContainer wanted) {
        run(wanted);
        return new ContainerRef(wanted.name());
    }

    @Override
    public ContainerRef created(SampleContainer wanted) {
        make(wanted);
        return new ContainerRef(wanted.name());
    }

    @Override
    public ContainerRef stopped(SampleContainer wanted) {
        docker.stop(run(wanted));
        return new ContainerRef(wanted.name());
    }

    @Override
    public void removed(ContainerId id) {
        docker.remove(id.value());
    }

    @Override
    public Instant moment() {
        return Instant.now();
    }

    private ContainerId run(SampleContainer wanted) {
        var id = make(wanted);
        docker.start(id);
        TestEngine.await(() -> docker.lines(id) >= wanted.log().size());
        return id;
    }

    private ContainerId make(SampleContainer wanted) {
        var env = wanted.env().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue());
        return docker.create(
                wanted.name(),
                List.of("sh", "-c", wanted.script()),
                wanted.labels(),
                env.toList(),
                Map.of(
                        "HostConfig",
                        Map.of(
                                "NetworkMode",
                                "none",
                                "Binds",
                                wanted.binds().stream().map(DockerContainersTest::bind).toList())));
    }

    private static String bind(SampleContainer.Bind bind) {
        return bind.source() + ":" + bind.inside() + (bind.writable() ? "" : ":ro");
    }
}
