package io.systemmanager.contract.docker;

import static io.systemmanager.contract.docker.EnginePact.answered;
import static io.systemmanager.contract.docker.EnginePact.asked;
import static io.systemmanager.contract.docker.EnginePact.begun;
import static io.systemmanager.contract.docker.EnginePact.inspected;
import static io.systemmanager.contract.docker.EnginePact.refused;
import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.consumer.MockServer;
import au.com.dius.pact.consumer.dsl.PactDslResponse;
import au.com.dius.pact.consumer.dsl.PactDslWithProvider;
import au.com.dius.pact.consumer.junit5.PactConsumerTest;
import au.com.dius.pact.consumer.junit5.PactTestFor;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import au.com.dius.pact.core.model.annotations.Pact;
import au.com.dius.pact.core.model.annotations.PactDirectory;
import io.systemmanager.contract.fixture.Cleared;
import io.systemmanager.docker.DockerContainers;
import io.systemmanager.docker.DockerEngine;
import io.systemmanager.domain.container.ContainerDetails;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerPage;
import io.systemmanager.domain.container.ContainerQuery;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.ContainerSection;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.host.HostId;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.GetContainer;
import io.systemmanager.domain.operation.ListContainers;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.outcome.Reading;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * What the Docker adapter expects of the Engine API's JSON endpoints. {@link
 * DockerEngineProviderPactTest} holds a real engine to it.
 */
@PactConsumerTest
@PactTestFor(providerName = EnginePact.PROVIDER, pactVersion = PactSpecVersion.V4)
@PactDirectory("target/pacts")
class DockerEnginePactTest {
    private static final HostId HOST = new HostId("0123456789abcdef".repeat(2));
    private static final Duration WITHIN = Duration.ofSeconds(20);

    /** A pact answers every look alike, so no change is ever seen to be done. */
    private static final Duration SOME_LOOKS = Duration.ofSeconds(4);

    private static final String BY_ID = "/containers/" + EnginePact.ID;

    @Pact(consumer = EnginePact.CONSUMER)
    V4Pact list(PactDslWithProvider pact) {
        var listed =
                answered(
                        asked(
                                        begun(pact),
                                        EnginePact.RUNNING,
                                        "a list of all containers",
                                        "GET",
                                        "/containers/json")
                                .query("all=true"),
                        EnginePact.list());
        var sampled =
                answered(
                        asked(
                                        listed,
                                        EnginePact.RUNNING,
                                        "a sample of usage",
                                        "GET",
                                        BY_ID + "/stats")
                                .query("stream=false&one-shot=true"),
                        EnginePact.stats());
        return inspected(sampled, EnginePact.RUNNING, "running").toPact(V4Pact.class);
    }

    @Test
    @PactTestFor(pactMethod = "list")
    void aListWithUsage(MockServer engine) {
        var query =
                new ContainerQuery(
                        ContainerQuery.Show.ALL,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        true,
                        ContainerQuery.Sort.NAME,
                        10,
                        0);
        var operation = new ListContainers(query);
        var reading = with(engine, docker -> docker.list(Cleared.of(operation), WITHIN));
        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Seen.class,
                        seen ->
                                assertThat(((ContainerPage) seen.value()).rows().getFirst().usage())
                                        .isPresent());
    }

    @Pact(consumer = EnginePact.CONSUMER)
    V4Pact byName(PactDslWithProvider pact) {
        var what = "an inspection by name";
        var path = "/containers/" + EnginePact.NAME + "/json";
        return answered(
                        asked(begun(pact), EnginePact.RUNNING, what, "GET", path),
                        EnginePact.inspection("running"))
                .toPact(V4Pact.class);
    }

    @Test
    @PactTestFor(pactMethod = "byName")
    void aContainerByItsName(MockServer engine) {
        var reading = with(engine, docker -> docker.resolve(ref(), WITHIN));
        assertThat(reading).isEqualTo(Reading.of(target(ContainerState.RUNNING)));
    }

    @Pact(consumer = EnginePact.CONSUMER)
    V4Pact unknown(PactDslWithProvider pact) {
        var what = "an inspection of a container that is not there";
        var path = "/containers/" + EnginePact.NAME + "/json";
        return refused(asked(begun(pact), EnginePact.ENGINE, what, "GET", path), 404)
                .toPact(V4Pact.class);
    }

    @Test
    @PactTestFor(pactMethod = "unknown")
    void aContainerThatIsNotThere(MockServer engine) {
        var reading = with(engine, docker -> docker.resolve(ref(), WITHIN));
        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Missed.class,
                        missed ->
                                assertThat(missed.fault().code())
                                        .isEqualTo(FaultCode.CONTAINER_NOT_FOUND));
    }

    @Pact(consumer = EnginePact.CONSUMER)
    V4Pact byId(PactDslWithProvider pact) {
        return inspected(begun(pact), EnginePact.ENDED, "exited").toPact(V4Pact.class);
    }

    @Test
    @PactTestFor(pactMethod = "byId")
    void aContainerByItsId(MockServer engine) {
        var operation = new GetContainer(ref(), EnumSet.allOf(ContainerSection.class));
        var clearance = Cleared.of(operation, target(ContainerState.EXITED));
        var reading = with(engine, docker -> docker.get(clearance, WITHIN));
        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Seen.class,
                        seen -> {
                            var details = (ContainerDetails) seen.value();
                            assertThat(details.finishedAt()).isPresent();
                            assertThat(details.env()).isNotEmpty();
                        });
    }

    @Pact(consumer = EnginePact.CONSUMER)
    V4Pact start(PactDslWithProvider pact) {
        return ordered(pact, EnginePact.ENDED, "exited", "start", "");
    }

    @Test
    @PactTestFor(pactMethod = "start")
    void anOrderToStart(MockServer engine) {
        isSent(engine, LifecycleAction.START, ContainerState.EXITED);
    }

    @Pact(consumer = EnginePact.CONSUMER)
    V4Pact stop(PactDslWithProvider pact) {
        return ordered(pact, EnginePact.RUNNING, "running", "stop", "t=0");
    }

    @Test
    @PactTestFor(pactMethod = "stop")
    void anOrderToStop(MockServer engine) {
        isSent(engine, LifecycleAction.STOP, ContainerState.RUNNING);
    }

    @Pact(consumer = EnginePact.CONSUMER)
    V4Pact restart(PactDslWithProvider pact) {
        return ordered(pact, EnginePact.RUNNING, "running", "restart", "t=0");
    }

    @Test
    @PactTestFor(pactMethod = "restart")
    void anOrderToRestart(MockServer engine) {
        isSent(engine, LifecycleAction.RESTART, ContainerState.RUNNING);
    }

    @Pact(consumer = EnginePact.CONSUMER)
    V4Pact pause(PactDslWithProvider pact) {
        return ordered(pact, EnginePact.RUNNING, "running", "pause", "");
    }

    @Test
    @PactTestFor(pactMethod = "pause")
    void anOrderToPause(MockServer engine) {
        isSent(engine, LifecycleAction.PAUSE, ContainerState.RUNNING);
    }

    @Pact(consumer = EnginePact.CONSUMER)
    V4Pact unpause(PactDslWithProvider pact) {
        return ordered(pact, EnginePact.PAUSED, "paused", "unpause", "");
    }

    @Test
    @PactTestFor(pactMethod = "unpause")
    void anOrderToUnpause(MockServer engine) {
        isSent(engine, LifecycleAction.UNPAUSE, ContainerState.PAUSED);
    }

    @Pact(consumer = EnginePact.CONSUMER)
    V4Pact startedMeanwhile(PactDslWithProvider pact) {
        var looked = inspected(begun(pact), EnginePact.ENDED, "exited");
        var what = "an order to start what runs already";
        return asked(looked, EnginePact.RUNNING, what, "POST", BY_ID + "/start")
                .willRespondWith()
                .status(304)
                .toPact(V4Pact.class);
    }

    @Test
    @PactTestFor(pactMethod = "startedMeanwhile")
    void anOrderThatIsDoneAlreadyIsNoFailure(MockServer engine) {
        isSent(engine, LifecycleAction.START, ContainerState.EXITED);
    }

    @Pact(consumer = EnginePact.CONSUMER)
    V4Pact endedMeanwhile(PactDslWithProvider pact) {
        var looked = inspected(begun(pact), EnginePact.RUNNING, "running");
        var what = "an order to pause what has ended";
        return refused(asked(looked, EnginePact.ENDED, what, "POST", BY_ID + "/pause"), 409)
                .toPact(V4Pact.class);
    }

    @Test
    @PactTestFor(pactMethod = "endedMeanwhile")
    void anOrderThatTheStateDoesNotAllow(MockServer engine) {
        assertThat(change(engine, LifecycleAction.PAUSE, ContainerState.RUNNING))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed ->
                                assertThat(failed.fault().code())
                                        .isEqualTo(FaultCode.INVALID_STATE));
    }

    @Pact(consumer = EnginePact.CONSUMER)
    V4Pact goneMeanwhile(PactDslWithProvider pact) {
        var looked = inspected(begun(pact), EnginePact.RUNNING, "running");
        var what = "an order to pause what is not there";
        return refused(asked(looked, EnginePact.ENGINE, what, "POST", BY_ID + "/pause"), 404)
                .toPact(V4Pact.class);
    }

    @Test
    @PactTestFor(pactMethod = "goneMeanwhile")
    void anOrderForWhatIsNotThere(MockServer engine) {
        assertThat(change(engine, LifecycleAction.PAUSE, ContainerState.RUNNING))
                .isInstanceOf(Outcome.Failed.class);
    }

    private static V4Pact ordered(
            PactDslWithProvider pact, String state, String status, String order, String query) {
        PactDslResponse looked = inspected(begun(pact), state, status);
        var request = asked(looked, state, "an order to " + order, "POST", BY_ID + "/" + order);
        var sent = query.isEmpty() ? request : request.query(query);
        return sent.willRespondWith().status(204).toPact(V4Pact.class);
    }

    private static void isSent(MockServer engine, LifecycleAction action, ContainerState from) {
        assertThat(change(engine, action, from)).isInstanceOf(Outcome.Unknown.class);
    }

    private static Outcome change(MockServer engine, LifecycleAction action, ContainerState from) {
        var operation = new ChangeContainerState(ref(), action, Duration.ZERO);
        var clearance = Cleared.of(operation, target(from));
        return with(engine, docker -> docker.change(clearance, SOME_LOOKS));
    }

    private static ContainerRef ref() {
        return new ContainerRef(EnginePact.NAME);
    }

    private static Target.Container target(ContainerState state) {
        return new Target.Container(
                HOST,
                ref(),
                new ContainerId(EnginePact.ID),
                EnginePact.NAME,
                "sha256:" + EnginePact.ID,
                Map.of("tier", "front"),
                state);
    }

    private static <T> T with(MockServer server, Function<DockerContainers, T> use) {
        try (var engine = DockerEngine.at(URI.create("tcp://127.0.0.1:" + server.getPort()))) {
            return use.apply(new DockerContainers(engine, HOST, UnaryOperator.identity()));
        }
    }
}
