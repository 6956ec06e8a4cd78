package io.systemmanager.contract.docker;

import au.com.dius.pact.provider.junit5.HttpTestTarget;
import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.State;
import au.com.dius.pact.provider.junitsupport.StateChangeAction;
import au.com.dius.pact.provider.junitsupport.loader.PactFolder;
import io.systemmanager.domain.container.ContainerId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real engine keeps what the adapter expects of it, through a loopback relay to its socket. */
@Tag("docker")
@Provider(EnginePact.PROVIDER)
@PactFolder("target/pacts")
class DockerEngineProviderPactTest {
    private static final String NAME = EnginePact.NAME;

    private final TestEngine docker = TestEngine.open();
    private final LoopbackRelay relay = LoopbackRelay.to(docker.socket());

    @BeforeEach
    void aim(PactVerificationContext context) {
        context.setTarget(new HttpTestTarget("127.0.0.1", relay.port()));
    }

    @AfterEach
    void close() throws IOException {
        relay.close();
        docker.close();
    }

    @TestTemplate
    @ExtendWith(PactVerificationInvocationContextProvider.class)
    void theEngineKeepsThePact(PactVerificationContext context) {
        context.verifyInteraction();
    }

    @State(EnginePact.ENGINE)
    Map<String, Object> engineWithoutTheContainer() {
        docker.remove(NAME);
        return facts(new ContainerId("f".repeat(64)));
    }

    @State(EnginePact.RUNNING)
    Map<String, Object> runningContainer() {
        return facts(running());
    }

    @State(EnginePact.PAUSED)
    Map<String, Object> pausedContainer() {
        var id = running();
        docker.pause(id);
        return facts(id);
    }

    @State(EnginePact.ENDED)
    Map<String, Object> endedContainer() {
        var id = make("true");
        docker.start(id);
        TestEngine.await(
                () -> docker.inspect(NAME).path("State").path("Status").asText().equals("exited"));
        return facts(id);
    }

    @State(value = EnginePact.RUNNING, action = StateChangeAction.TEARDOWN)
    void remove() {
        docker.remove(NAME);
    }

    private ContainerId running() {
        var id = make("sleep", "3600");
        docker.start(id);
        return id;
    }

    private ContainerId make(String... command) {
        return docker.create(
                NAME, List.of(command), Map.of("tier", "front"), List.of("MODE=fast"), Map.of());
    }

    private Map<String, Object> facts(ContainerId id) {
        return Map.of("id", id.value(), "version", docker.apiVersion());
    }
}
