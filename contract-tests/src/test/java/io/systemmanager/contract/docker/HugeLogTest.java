package io.systemmanager.contract.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.fixture.Cleared;
import io.systemmanager.docker.DockerContainers;
import io.systemmanager.docker.DockerEngine;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.LinePattern;
import io.systemmanager.domain.container.LogExcerpt;
import io.systemmanager.domain.container.LogQuery;
import io.systemmanager.domain.host.HostId;
import io.systemmanager.domain.operation.ReadContainerLogs;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.outcome.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A log of 1 GB with a line of 100 MB in it is read within its budget of bytes, while what the heap
 * holds grows by at most 16 MB.
 */
@Tag("docker")
class HugeLogTest {
    private static final Duration WITHIN = Duration.ofMinutes(5);
    private static final int MAX_BYTES = 8192;
    private static final long MAX_GROWTH = 16L << 20;
    private static final String NAME = "contract-huge-log";

    /** 895 MB of lines of 1 kB, then one line of 100 MB, then 5 MB of lines. */
    private static final String SCRIPT =
            """
            line=$(head -c 999 /dev/zero | tr '\\0' a)
            echo the very first
            yes $line | head -c 895000000
            head -c 100000000 /dev/zero | tr '\\0' x; echo
            yes $line | head -c 5000000
            echo needle; echo the very last
            """;

    private static final TestEngine DOCKER = TestEngine.open();
    private static final DockerEngine ENGINE = DOCKER.adapter();
    private static final HostId HOST = new HostId("0123456789abcdef".repeat(2));
    private static ContainerId container = new ContainerId("0".repeat(64));

    @BeforeAll
    static void print() {
        container = DOCKER.create(NAME, List.of("sh", "-c", SCRIPT), Map.of(), List.of(), Map.of());
        DOCKER.start(container);
        TestEngine.await(Duration.ofMinutes(5), () -> ended(DOCKER));
        read(tail(1)); // what a first call loads is not the log's doing
    }

    private static boolean ended(TestEngine docker) {
        return docker.inspect(NAME).path("State").path("Status").asText().equals("exited");
    }

    @AfterAll
    static void remove() {
        ENGINE.close();
        DOCKER.close();
    }

    @Test
    void itsEndIsReadWithinTheBudget() {
        var excerpt = watched(tail(100));
        assertThat(excerpt.lines()).endsWith("needle", "the very last");
        assertThat(excerpt.lines()).hasSize(10);
        assertThat(bytes(excerpt)).isLessThanOrEqualTo(MAX_BYTES);
    }

    @Test
    void aLineNearItsEndIsFound() {
        assertThat(watched(grep("needle", 1, Optional.empty())).lines()).containsExactly("needle");
    }

    @Test
    void theLineOf100MegabytesIsFoundAndCut() {
        var excerpt = watched(grep("xxxxxxxx", 1, Optional.empty()));
        assertThat(excerpt.lines()).hasSize(1);
        assertThat(excerpt.lines().getFirst()).matches("x{1000,8191}");
        assertThat(excerpt.cut()).isEqualTo(1);
    }

    @Test
    void allOfItIsReadWhenItMustBe() {
        var anHourOn = Optional.of(Instant.now().plus(Duration.ofHours(1)));
        var excerpt = watched(grep("the very", 10, anHourOn));
        assertThat(excerpt.lines()).containsExactly("the very first", "the very last");
        assertThat(excerpt.partial()).isEmpty();
    }

    private static LogExcerpt watched(LogQuery query) {
        try (var heap = LiveHeap.watched()) {
            var excerpt = read(query);
            assertThat(heap.growth()).isLessThanOrEqualTo(MAX_GROWTH);
            return excerpt;
        }
    }

    private static LogExcerpt read(LogQuery query) {
        var ref = new ContainerRef(NAME);
        var containers = new DockerContainers(ENGINE, HOST, UnaryOperator.identity());
        if (containers.resolve(ref, WITHIN) instanceof Reading.Seen<Target.Container>(var target)
                && containers.logs(Cleared.of(new ReadContainerLogs(ref, query), target), WITHIN)
                        instanceof Reading.Seen<LogExcerpt>(var excerpt)) {
            return excerpt;
        }
        throw new AssertionError("the log could not be read");
    }

    private static int bytes(LogExcerpt excerpt) {
        return excerpt.lines().stream().mapToInt(line -> line.getBytes(UTF_8).length + 1).sum();
    }

    private static LogQuery tail(int lines) {
        return query(lines, Optional.empty(), Optional.empty());
    }

    private static LogQuery grep(String word, int lines, Optional<Instant> until) {
        return query(lines, until, Optional.of(new Word(word)));
    }

    private static LogQuery query(
            int lines, Optional<Instant> until, Optional<LinePattern> pattern) {
        return new LogQuery(
                LogQuery.Stream.ALL, Optional.empty(), until, lines, pattern, MAX_BYTES);
    }

    private record Word(String source) implements LinePattern {
        @Override
        public boolean occursIn(CharSequence line) {
            return line.toString().contains(source);
        }
    }
}
