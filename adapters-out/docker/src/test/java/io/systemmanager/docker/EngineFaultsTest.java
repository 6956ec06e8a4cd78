package io.systemmanager.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.container.ContainerQuery;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.container.LogQuery;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.outcome.Reading;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the engine does, every method answers with the right fault, within its deadline, and
 * leaves neither a thread nor an interrupt behind. Each is called from a platform and from a
 * virtual thread, whose sockets differ.
 */
@Timeout(60)
class EngineFaultsTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final String SECRET = "/var/lib/secret-path";

    @TempDir private Path directory;

    @Test
    void aMissingSocketIsAnUnreachableEngine() throws Exception {
        var socket = directory.resolve("none.sock");
        expect(FaultCode.ENGINE_UNREACHABLE, socket, SHORT);
        try (var engine = DockerEngine.at(FakeEngine.uri(socket))) {
            assertThat(new DockerHealth(engine).check(SHORT).map(Fault::cause))
                    .contains("The container engine cannot be reached.");
        }
    }

    @Test
    void aSocketWithoutAnEngineIsAnUnreachableEngine() throws Exception {
        var socket = directory.resolve("dead.sock");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
        }
        expect(FaultCode.ENGINE_UNREACHABLE, socket, SHORT);
    }

    @Test
    void aFileThatIsNoSocketIsAnUnreachableEngine() throws Exception {
        expect(FaultCode.ENGINE_UNREACHABLE, Files.createFile(directory.resolve("file")), SHORT);
    }

    @Test
    void anEngineThatAcceptsNoConnectionsIsATimeout() throws Exception {
        var socket = directory.resolve("full.sock");
        var waiting = new ArrayList<SocketChannel>();
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket), 1);
            fill(socket, waiting);
            expect(FaultCode.ENGINE_TIMEOUT, socket, SHORT);
        } finally {
            for (var channel : waiting) {
                channel.close();
            }
        }
    }

    @Test
    void silenceIsATimeout() throws Exception {
        try (var fake = new FakeEngine(directory).on("/v1.41/.*", FakeEngine.silence())) {
            expect(FaultCode.ENGINE_TIMEOUT, fake, SHORT);
        }
    }

    @Test
    void silenceWhileTheVersionIsAgreedIsATimeout() throws Exception {
        try (var fake = new FakeEngine(directory).on(".*", FakeEngine.silence())) {
            expect(FaultCode.ENGINE_TIMEOUT, fake, SHORT);
        }
    }

    @Test
    void halfAnAnswerAndThenSilenceIsATimeout() throws Exception {
        try (var fake = new FakeEngine(directory).on("/v1.41/.*", FakeEngine.halfThenSilence())) {
            expect(FaultCode.ENGINE_TIMEOUT, fake, SHORT);
        }
    }

    @Test
    void halfAnAnswerIsAnUnreachableEngine() throws Exception {
        try (var fake = new FakeEngine(directory).on("/v1.41/.*", FakeEngine.halfThenClosed())) {
            expect(FaultCode.ENGINE_UNREACHABLE, fake, LONG);
        }
    }

    @Test
    void aConnectionClosedWithoutAnAnswerIsAnUnreachableEngine() throws Exception {
        try (var fake = new FakeEngine(directory).on("/v1.41/.*", FakeEngine.closed())) {
            expect(FaultCode.ENGINE_UNREACHABLE, fake, LONG);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 500, 501, 302})
    void aRefusalIsAnEngineErrorAndItsMessageStaysInside(int status) throws Exception {
        var refusal = FakeEngine.json(status, "{\"message\":\"" + SECRET + "\"}");
        try (var fake = new FakeEngine(directory).on("/v1.41/.*", refusal)) {
            expect(FaultCode.ENGINE_ERROR, fake, LONG);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "", "42", "[", "{\"Id\":17}", "[{\"Id\":\"x\"}]", "[[]]"})
    void anAnswerThatIsNotOfTheEngineApiIsAnEngineError(String body) throws Exception {
        try (var fake = new FakeEngine(directory).on("/v1.41/.*", FakeEngine.json(200, body))) {
            expect(FaultCode.ENGINE_ERROR, fake, LONG);
        }
    }

    @Test
    void aContainerThatIsGoneIsNotFound() throws Exception {
        var gone = FakeEngine.json(404, "{\"message\":\"" + SECRET + "\"}");
        try (var fake = new FakeEngine(directory).on("/v1.41/containers/.*", gone);
                var engine = DockerEngine.at(fake.uri())) {
            for (var fault :
                    aboutOneContainer(
                            new DockerContainers(engine, Admitted.HOST, UnaryOperator.identity()),
                            LONG)) {
                assertThat(fault).isEqualTo(Fault.of(FaultCode.CONTAINER_NOT_FOUND));
            }
        }
    }

    @Test
    void anInterruptFromOutsideEndsTheCallAndIsKept() throws Exception {
        try (var fake = new FakeEngine(directory).on(".*", FakeEngine.silence());
                var engine = DockerEngine.at(fake.uri())) {
            var containers = new DockerContainers(engine, Admitted.HOST, UnaryOperator.identity());
            Thread.currentThread().interrupt();
            var reading = containers.resolve(Admitted.REF, LONG);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(reading).isInstanceOf(Reading.Missed.class);
        }
    }

    private void expect(FaultCode code, FakeEngine fake, Duration within) throws Exception {
        expect(code, Path.of(fake.uri().getPath()), within);
    }

    private void expect(FaultCode code, Path socket, Duration within) throws Exception {
        expectOnce(code, socket, within); // loads classes and starts the platform's own threads
        var before = platformThreads();
        expectOnce(code, socket, within);
        for (int i = 0; i < 100 && !left(before).isEmpty(); i++) {
            Thread.sleep(50);
        }
        assertThat(left(before)).isEmpty();
    }

    private void expectOnce(FaultCode code, Path socket, Duration within) throws Exception {
        try (var engine = DockerEngine.at(FakeEngine.uri(socket))) {
            Callable<List<Fault>> calls = () -> everyMethod(engine, within);
            var virtual = new FutureTask<>(calls);
            Thread.ofVirtual().start(virtual);
            for (var faults : List.of(calls.call(), virtual.get())) {
                assertThat(faults).extracting(Fault::code).containsOnly(code);
                assertThat(faults.toString()).doesNotContain(SECRET, socket.toString());
            }
        }
    }

    private static List<Fault> everyMethod(DockerEngine engine, Duration within) {
        var containers = new DockerContainers(engine, Admitted.HOST, UnaryOperator.identity());
        var faults = new ArrayList<>(aboutOneContainer(containers, within));
        faults.add(
                fault(
                        containers.list(
                                Admitted.list(ContainerQuery.running().ofAnyState()), within)));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        return faults;
    }

    private static List<Fault> aboutOneContainer(DockerContainers containers, Duration within) {
        var query =
                new LogQuery(
                        LogQuery.Stream.ALL,
                        Optional.empty(),
                        Optional.empty(),
                        10,
                        Optional.empty(),
                        8192);
        return List.of(
                fault(containers.resolve(Admitted.REF, within)),
                fault(containers.get(Admitted.get(), within)),
                fault(containers.logs(Admitted.logs(query), within)),
                fault(
                        containers.change(
                                Admitted.change(LifecycleAction.STOP, Duration.ZERO), within)));
    }

    private static Fault fault(Reading<?> reading) {
        if (reading instanceof Reading.Missed<?>(var fault)) {
            return fault;
        }
        throw new AssertionError("no fault, but " + reading);
    }

    private static Fault fault(Outcome outcome) {
        if (outcome instanceof Outcome.Failed(var fault)) {
            return fault;
        }
        throw new AssertionError("not failed, but " + outcome);
    }

    /** Connects until the queue is full, which only a non-blocking channel lives to see. */
    private static void fill(Path socket, List<SocketChannel> waiting) throws IOException {
        while (true) {
            var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            waiting.add(channel);
            channel.configureBlocking(false);
            try {
                if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
                    return;
                }
            } catch (IOException full) {
                return;
            }
        }
    }

    /** All but those that carry virtual threads, which come and go as the platform likes. */
    private static Set<Thread> platformThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("ForkJoinPool"))
                .filter(thread -> !thread.getName().startsWith("VirtualThread"))
                .collect(Collectors.toSet());
    }

    private static Set<Thread> left(Set<Thread> before) {
        var left = platformThreads();
        left.removeAll(before);
        return left;
    }
}
