package io.systemmanager.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a change answers when the engine does not simply do it. */
@Timeout(60)
class StateChangeTest {
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final String INSPECT = "/v1.41/containers/[0-9a-f]+/json";
    private static final String ORDER = "/v1.41/containers/[0-9a-f]+/[a-z]+(\\?t=[0-9]+)?";

    @TempDir private Path directory;
    private FakeEngine fake;
    private DockerEngine engine;
    private DockerContainers containers;
    private final AtomicReference<String> now = new AtomicReference<>();

    @BeforeEach
    void open() {
        fake = new FakeEngine(directory);
        fake.on(ORDER, FakeEngine.json(500, "{}"));
        fake.on(
                INSPECT,
                (request, connection) -> FakeEngine.json(200, now()).play(request, connection));
        engine = DockerEngine.at(fake.uri());
        containers = new DockerContainers(engine, Admitted.HOST, UnaryOperator.identity());
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
        fake.close();
    }

    @Test
    void nothingIsOrderedWhenItIsDoneAlready() {
        now.set(Inspected.state("running"));
        assertThat(change(LifecycleAction.START, SHORT))
                .isEqualTo(new Outcome.Succeeded("running", "running"));
        assertThat(fake.requests()).noneMatch(request -> request.method().equals("POST"));
    }

    @Test
    void nothingIsOrderedFromAStateInWhichItIsNotPossible() {
        now.set(Inspected.state("exited"));
        expectFailure(FaultCode.INVALID_STATE, change(LifecycleAction.PAUSE, SHORT));
        assertThat(fake.requests()).noneMatch(request -> request.method().equals("POST"));
    }

    @Test
    void theGraceGoesToTheEngineAndNotModifiedIsSuccess() {
        now.set(Inspected.state("running"));
        order(304, Inspected.state("exited"));
        assertThat(change(LifecycleAction.STOP, LONG))
                .isEqualTo(new Outcome.Succeeded("running", "exited"));
        assertThat(fake.requests())
                .anyMatch(r -> r.path().endsWith("/stop?t=7") && r.method().equals("POST"));
    }

    @Test
    void anOrderNeverGoesOutOnAConnectionThatWasUsedBefore() {
        now.set(Inspected.state("running"));
        order(204, Inspected.state("exited"));
        change(LifecycleAction.STOP, LONG);
        assertThat(fake.connections())
                .isEqualTo(fake.requests().size() + (int) fake.versionsAsked());
    }

    @Test
    void aRestartIsDoneOnlyWhenAnotherProcessRuns() {
        now.set(Inspected.state("running"));
        order(204, Inspected.state("running"));
        expectUnknown(change(LifecycleAction.RESTART, SHORT));
        order(204, Inspected.run("running", Inspected.STARTED_LATER, 0));
        assertThat(change(LifecycleAction.RESTART, LONG))
                .isEqualTo(new Outcome.Succeeded("running", "running"));
    }

    @Test
    void aJobThatEndsWellAtOnceWasStarted() {
        now.set(Inspected.state("exited"));
        order(204, Inspected.run("exited", Inspected.STARTED_LATER, 0));
        assertThat(change(LifecycleAction.START, LONG))
                .isEqualTo(new Outcome.Succeeded("exited", "exited"));
    }

    @Test
    void aProcessThatFailsAtOnceWasNot() {
        now.set(Inspected.state("exited"));
        order(204, Inspected.run("exited", Inspected.STARTED_LATER, 127));
        expectFailure(FaultCode.ENGINE_ERROR, change(LifecycleAction.START, LONG));
    }

    @Test
    void aStateThatNeverComesIsUnknown() {
        now.set(Inspected.state("running"));
        order(204, Inspected.state("running"));
        expectUnknown(change(LifecycleAction.PAUSE, SHORT));
    }

    @Test
    void anOrderThatGotNoAnswerIsUnknown() {
        now.set(Inspected.state("running"));
        fake.on(ORDER, FakeEngine.silence());
        fake.on(INSPECT, FakeEngine.json(200, now()));
        expectUnknown(change(LifecycleAction.PAUSE, SHORT));
    }

    @Test
    void anOrderWhoseConnectionBrokeIsJudgedByWhatCameOfIt() {
        now.set(Inspected.state("running"));
        fake.on(
                ORDER,
                (request, connection) -> {
                    now.set(Inspected.state("paused"));
                    FakeEngine.closed().play(request, connection);
                });
        restoreInspection();
        assertThat(change(LifecycleAction.PAUSE, LONG))
                .isEqualTo(new Outcome.Succeeded("running", "paused"));
    }

    @Test
    void anEngineThatTalksNonsenseAfterTheOrderLeavesItUnknown() {
        now.set(Inspected.state("running"));
        order(204, "{\"State\":{\"Status\":\"flying\"}}");
        expectUnknown(change(LifecycleAction.PAUSE, SHORT));
        now.set(Inspected.state("running"));
        order(204, Inspected.run("running", "noon", 0));
        expectUnknown(change(LifecycleAction.RESTART, SHORT));
    }

    @Test
    void aRefusedOrderFailed() {
        now.set(Inspected.state("running"));
        order(500, now());
        expectFailure(FaultCode.ENGINE_ERROR, change(LifecycleAction.PAUSE, LONG));
        order(409, now());
        expectFailure(FaultCode.INVALID_STATE, change(LifecycleAction.PAUSE, LONG));
        order(404, now());
        expectFailure(FaultCode.ENGINE_ERROR, change(LifecycleAction.PAUSE, LONG));
    }

    @Test
    void aRefusalWhoseMessageNeverComesIsARefusal() {
        now.set(Inspected.state("running"));
        fake.on(
                ORDER,
                (_, connection) -> {
                    connection.head(500, "application/json");
                    connection.hang();
                });
        restoreInspection();
        expectFailure(FaultCode.ENGINE_ERROR, change(LifecycleAction.PAUSE, SHORT));
    }

    @Test
    void aContainerThatGoesBeforeTheOrderIsNotFound() {
        now.set(Inspected.state("running"));
        fake.on(
                ORDER,
                (request, connection) -> {
                    fake.on(INSPECT, FakeEngine.json(404, "{}"));
                    FakeEngine.json(404, "{}").play(request, connection);
                });
        restoreInspection();
        expectFailure(FaultCode.CONTAINER_NOT_FOUND, change(LifecycleAction.PAUSE, LONG));
    }

    @Test
    void aContainerThatRemovesItselfIsStoppedWhenItIsGone() {
        now.set(
                Inspected.of(
                        "running",
                        Inspected.STARTED,
                        0,
                        "\"Tty\":false",
                        "\"HostConfig\":{\"AutoRemove\":true},"));
        removedByTheOrder();
        assertThat(change(LifecycleAction.STOP, LONG))
                .isEqualTo(new Outcome.Succeeded("running", "removed"));
        now.set(Inspected.state("running"));
        restoreInspection();
        expectUnknown(change(LifecycleAction.STOP, LONG));
    }

    private String now() {
        return Objects.requireNonNull(now.get());
    }

    private void removedByTheOrder() {
        fake.on(
                ORDER,
                (request, connection) -> {
                    fake.on(INSPECT, FakeEngine.json(404, "{}"));
                    FakeEngine.empty(204).play(request, connection);
                });
        restoreInspection();
    }

    private Outcome change(LifecycleAction action, Duration within) {
        var grace = within.equals(SHORT) ? Duration.ZERO : Duration.ofSeconds(7);
        return containers.change(Admitted.change(action, grace), within);
    }

    /** Lets orders be answered so, and have that effect. */
    private void order(int status, String after) {
        fake.on(
                ORDER,
                (request, connection) -> {
                    now.set(after);
                    FakeEngine.empty(status).play(request, connection);
                });
        restoreInspection();
    }

    private void restoreInspection() {
        fake.on(
                INSPECT,
                (request, connection) -> FakeEngine.json(200, now()).play(request, connection));
    }

    private static void expectFailure(FaultCode code, Outcome outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.fault().code()).isEqualTo(code));
    }

    private static void expectUnknown(Outcome outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Unknown.class,
                        unknown ->
                                assertThat(unknown.fault().code())
                                        .isEqualTo(FaultCode.OUTCOME_UNKNOWN));
    }
}
