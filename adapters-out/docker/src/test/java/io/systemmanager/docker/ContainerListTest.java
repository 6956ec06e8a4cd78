package io.systemmanager.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.container.ContainerPage;
import io.systemmanager.domain.container.ContainerQuery;
import io.systemmanager.domain.container.ContainerQuery.Show;
import io.systemmanager.domain.container.ContainerQuery.Sort;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.ContainerSummary;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ContainerListTest {
    private static final Duration WITHIN = Duration.ofSeconds(20);

    @TempDir private Path directory;
    private FakeEngine fake;
    private DockerEngine engine;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @BeforeEach
    void open() {
        fake = new FakeEngine(directory);
        fake.on(".*/[0-9a-f]{64}/json", this::inspect);
        fake.on(".*/stats.*", ContainerListTest::stats);
        engine = DockerEngine.at(fake.uri());
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
        fake.close();
    }

    @Test
    void aRowIsReadFromTheList() {
        listed(
                """
                [{"Id":"%s","Names":["/db/alias","/web"],"Image":"web:1","State":"running",
                  "Status":"Up 2 hours (unhealthy)","Labels":{"com.docker.compose.project":"shop"},
                  "Ports":[{"IP":"::","PrivatePort":80,"PublicPort":8080,"Type":"tcp"},
                           {"IP":"0.0.0.0","PrivatePort":80,"PublicPort":8080,"Type":"tcp"},
                           {"PrivatePort":443,"Type":"tcp"}]}]
                """
                        .formatted(id(0)));
        fake.on(".*/[0-9a-f]{64}/json", FakeEngine.json(404, "{}"));
        var row = page(query(Sort.NAME, 10, 0)).rows().getFirst();
        assertThat(row.name()).isEqualTo("web");
        assertThat(row.health()).contains("unhealthy");
        assertThat(row.stack()).contains("shop");
        assertThat(row.state()).isEqualTo(ContainerState.RUNNING);
        assertThat(row.ports())
                .containsExactly("0.0.0.0:8080->80/tcp", "443/tcp", "[::]:8080->80/tcp");
    }

    @Test
    void onlyTheRowsOfThePageAreInspectedAndAtMostEightAtOnce() {
        listed(40);
        var page = page(query(Sort.NAME, 20, 10));
        assertThat(page.total()).isEqualTo(40);
        assertThat(page.rows()).extracting(ContainerSummary::name).first().isEqualTo("name-010");
        assertThat(page.rows().getFirst().restarts()).isEqualTo(10);
        assertThat(page.rows().getFirst().startedAt()).contains(Instant.parse(Inspected.STARTED));
        assertThat(inspections()).isEqualTo(20);
        assertThat(most.get()).isBetween(2, 8);
    }

    @Test
    void sortingByRestartsInspectsAllThatMatch() {
        listed(250);
        var page = page(query(Sort.RESTARTS, 2, 0));
        assertThat(page.rows()).extracting(ContainerSummary::restarts).containsExactly(249, 248);
        assertThat(page.total()).isEqualTo(250);
        assertThat(inspections()).isEqualTo(250);
    }

    @Test
    void usageIsTheDifferenceOfTwoSamplesAndShownOnlyWhenAskedFor() {
        listed(3);
        var sampled =
                page(
                        new ContainerQuery(
                                Show.ALL,
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                true,
                                Sort.CPU,
                                2,
                                0));
        assertThat(sampled.rows())
                .extracting(ContainerSummary::name)
                .containsExactly("name-002", "name-001");
        // Container n uses n tenths of a core: 0.1 s of 1 s is 10.00 %.
        assertThat(sampled.rows().getLast().usage())
                .contains(new ContainerSummary.Usage(1_000, 900, 5_000));
        assertThat(page(query(Sort.MEMORY, 2, 0)).rows()).allMatch(row -> row.usage().isEmpty());
        assertThat(page(query(Sort.NAME, 2, 0)).rows()).allMatch(row -> row.usage().isEmpty());
    }

    @Test
    void aContainerThatGoesMeanwhileStaysAsTheListHadIt() {
        listed(2);
        fake.on(".*/" + id(1) + "/json", FakeEngine.json(404, "{}"));
        var rows = page(query(Sort.NAME, 10, 0)).rows();
        assertThat(rows).extracting(ContainerSummary::restarts).containsExactly(0, 0);
        assertThat(rows.getFirst().startedAt()).isPresent();
        assertThat(rows.getLast().startedAt()).isEmpty();
    }

    @Test
    void aRowThatCannotBeCompletedInTimeIsATimeoutOfTheWhole() {
        listed(3);
        fake.on(".*/" + id(1) + "/json", FakeEngine.silence());
        var reading =
                new DockerContainers(engine, Admitted.HOST, UnaryOperator.identity())
                        .list(Admitted.list(query(Sort.NAME, 10, 0)), Duration.ofMillis(500));
        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Missed.class,
                        missed ->
                                assertThat(missed.fault())
                                        .extracting(Fault::code)
                                        .isEqualTo(FaultCode.ENGINE_TIMEOUT));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private ContainerPage page(ContainerQuery query) {
        var reading =
                new DockerContainers(engine, Admitted.HOST, UnaryOperator.identity())
                        .list(Admitted.list(query), WITHIN);
        if (reading instanceof Reading.Seen<ContainerPage>(var page)) {
            return page;
        }
        throw new AssertionError(String.valueOf(reading));
    }

    private static ContainerQuery query(Sort sort, int limit, int offset) {
        return new ContainerQuery(
                Show.ALL,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                sort,
                limit,
                offset);
    }

    private long inspections() {
        return fake.requests().stream()
                .filter(request -> request.path().matches(".*[0-9a-f]{64}/json"))
                .count();
    }

    private void listed(int count) {
        listed(
                IntStream.range(0, count)
                        .mapToObj(i ->
                                """
                                {"Id":"%s","Names":["/name-%03d"],"State":"running"}
                                """
                                        .formatted(id(i), i))
                        .collect(Collectors.joining(",", "[", "]")));
    }

    private void listed(String json) {
        fake.on(".*/containers/json.*", FakeEngine.json(200, json));
    }

    private static String id(int number) {
        return "%064x".formatted(number);
    }

    private static int number(FakeEngine.Request request) {
        return Integer.parseInt(request.path().replaceAll(".*/([0-9a-f]{64})/.*", "$1"), 16);
    }

    private void inspect(FakeEngine.Request request, FakeEngine.Connection connection)
            throws IOException {
        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        pause();
        underWay.decrementAndGet();
        int number = number(request);
        var body =
                """
                {"Id":"%s","Name":"/name-%03d","RestartCount":%d,
                 "State":{"Status":"running","StartedAt":"%s"}}
                """
                        .formatted(id(number), number, number, Inspected.STARTED);
        FakeEngine.json(200, body).play(request, connection);
    }

    /** Long enough for others to come in meanwhile. */
    private static void pause() throws IOException {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static final AtomicInteger SAMPLES = new AtomicInteger();

    private static void stats(FakeEngine.Request request, FakeEngine.Connection connection)
            throws IOException {
        int second = SAMPLES.getAndIncrement();
        var at = Instant.EPOCH.plusSeconds(1_000_000L + second);
        long used = number(request) * 100_000_000L * second;
        var body =
                """
                {"read":"%s","cpu_stats":{"cpu_usage":{"total_usage":%d}},
                 "memory_stats":{"usage":1000,"limit":5000,"stats":{"inactive_file":100}}}
                """
                        .formatted(at, used);
        FakeEngine.json(200, body).play(request, connection);
    }
}
