package io.systemmanager.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Reading;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class DockerEngineTest {
    private static final Duration WITHIN = Duration.ofSeconds(10);

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({"1.41,1.12,v1.41", "1.43,1.24,v1.43", "1.44,1.24,v1.44", "1.52,1.44,v1.44"})
    void theNewestVersionThatBothKnowIsSpoken(String newest, String oldest, String spoken)
            throws IOException {
        try (var fake = serving(newest, oldest).on("/v1.*", FakeEngine.json(200, "[]"));
                var engine = DockerEngine.at(fake.uri())) {
            engine.ask(WITHIN, api -> api.get("/containers/json"));
            assertThat(fake.requests().getFirst().path())
                    .isEqualTo("/" + spoken + "/containers/json");
        }
    }

    @ParameterizedTest
    @CsvSource({"1.40,1.12", "1.60,1.45", "new,old", "'',''"})
    void anEngineWithNoCommonVersionIsAnEngineError(String newest, String oldest)
            throws IOException {
        try (var fake = serving(newest, oldest);
                var engine = DockerEngine.at(fake.uri())) {
            assertThat(new DockerHealth(engine).check(WITHIN).map(Fault::code))
                    .contains(FaultCode.ENGINE_ERROR);
        }
    }

    @Test
    void theVersionIsAgreedOnceAndAgainAfterTheEngineWasAway() throws IOException {
        var socket = directory.resolve("engine.sock");
        try (var engine = DockerEngine.at(FakeEngine.uri(socket))) {
            var health = new DockerHealth(engine);
            try (var fake = serving("1.41", "1.12").on("/v1.41/.*", FakeEngine.json(200, "{}"))) {
                assertThat(health.check(WITHIN)).isEmpty();
                assertThat(health.check(WITHIN)).isEmpty();
                assertThat(fake.versionsAsked()).isEqualTo(1);
            }
            assertThat(health.check(WITHIN).map(Fault::code))
                    .contains(FaultCode.ENGINE_UNREACHABLE);
            Files.delete(socket);
            try (var fake = serving("1.44", "1.44").on("/v1.44/.*", FakeEngine.json(200, "{}"))) {
                assertThat(health.check(WITHIN)).isEmpty();
                assertThat(fake.versionsAsked()).isEqualTo(1);
            }
        }
    }

    @Test
    void aHungEngineIsNotHealthy() throws IOException {
        try (var fake = new FakeEngine(directory).on(".*", FakeEngine.silence());
                var engine = DockerEngine.at(fake.uri())) {
            var health = new DockerHealth(engine);
            assertThat(health.subsystem()).isEqualTo("docker");
            assertThat(health.check(Duration.ofMillis(200)).map(Fault::code))
                    .contains(FaultCode.ENGINE_TIMEOUT);
        }
    }

    @ParameterizedTest
    @CsvSource({"400", "500"})
    void anIdThatSeveralBeginWithIsAmbiguous(int status) throws IOException {
        var list =
                """
                [{"Id":"%s"},{"Id":"%s"},{"Id":"%s"}]
                """
                        .formatted("abc1".repeat(16), "abc2".repeat(16), "ffff".repeat(16));
        try (var fake =
                        new FakeEngine(directory)
                                .on(".*/json", FakeEngine.json(status, "{}"))
                                .on(".*/containers/json.*", FakeEngine.json(200, list));
                var engine = DockerEngine.at(fake.uri())) {
            var containers = new DockerContainers(engine, Admitted.HOST, UnaryOperator.identity());
            assertThat(code(containers.resolve(new ContainerRef("abc"), WITHIN)))
                    .contains(FaultCode.CONTAINER_AMBIGUOUS);
            assertThat(code(containers.resolve(new ContainerRef("ff"), WITHIN)))
                    .contains(FaultCode.ENGINE_ERROR);
        }
    }

    @Test
    void anAnswerWithoutEndIsRefused() throws IOException {
        FakeEngine.Script endless =
                (_, connection) -> {
                    connection.head(200, "application/json");
                    connection.write("1\r\n[\r\n");
                    var spaces =
                            " ".repeat(1 << 20).getBytes(java.nio.charset.StandardCharsets.UTF_8);
                    while (true) {
                        connection.chunk(spaces);
                    }
                };
        try (var fake = new FakeEngine(directory).on("/v1.41/.*", endless);
                var engine = DockerEngine.at(fake.uri())) {
            assertThat(code(engine.ask(WITHIN, api -> api.get("/containers/json"))))
                    .contains(FaultCode.ENGINE_ERROR);
        }
    }

    @Test
    void onlySocketAddressesAreTaken() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DockerEngine.at(URI.create("https://example.org")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DockerEngine.at(URI.create("/just/a/path")));
    }

    private FakeEngine serving(String newest, String oldest) {
        var version = "{\"ApiVersion\":\"%s\",\"MinAPIVersion\":\"%s\"}".formatted(newest, oldest);
        return new FakeEngine(directory).on("/version", FakeEngine.json(200, version));
    }

    private static Optional<FaultCode> code(Reading<?> reading) {
        return reading instanceof Reading.Missed<?>(var fault)
                ? Optional.of(fault.code())
                : Optional.empty();
    }
}
