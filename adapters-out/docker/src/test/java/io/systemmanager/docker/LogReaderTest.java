package io.systemmanager.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.container.LinePattern;
import io.systemmanager.domain.container.LogExcerpt;
import io.systemmanager.domain.container.LogQuery;
import io.systemmanager.domain.container.LogQuery.Stream;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LogReaderTest {
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final String LOGS = ".*/logs.*";

    @TempDir private Path directory;
    private FakeEngine fake;
    private DockerEngine engine;

    @BeforeEach
    void open() {
        fake = new FakeEngine(directory);
        fake.on(".*/json", FakeEngine.json(200, Inspected.state("running")));
        engine = DockerEngine.at(fake.uri());
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
        fake.close();
    }

    @Test
    void framesTornAnywhereAreReadWhole() {
        var log = new ByteArrayOutputStream();
        log.writeBytes(frame(1, "first ha"));
        log.writeBytes(frame(2, "trouble\n"));
        log.writeBytes(frame(1, ""));
        log.writeBytes(frame(1, "lf\nsecond\n"));
        fake.on(
                LOGS,
                (_, connection) -> {
                    connection.head(200, "application/vnd.docker.raw-stream");
                    for (byte each : log.toByteArray()) {
                        connection.chunk(new byte[] {each});
                    }
                    connection.end();
                });
        var excerpt = seen(query(10));
        assertThat(excerpt.lines()).containsExactly("trouble", "first half", "second");
        assertThat(excerpt.partial()).isEmpty();
    }

    @Test
    void aTerminalsLogHasNoFrames() {
        fake.on(".*/json", FakeEngine.json(200, Inspected.withTerminal()));
        fake.on(LOGS, body("one\r\ntwo\r\n".getBytes(UTF_8)));
        assertThat(seen(query(10)).lines()).containsExactly("one", "two");
    }

    @Test
    void aLogWithoutFramesWhereThereMustBeSomeIsAFault() {
        fake.on(LOGS, body("no frames in here".getBytes(UTF_8)));
        assertThat(missed(query(10))).isEqualTo(FaultCode.ENGINE_ERROR);
    }

    @Test
    void onlyTheNewestEntriesAreReadWhenTheySuffice() {
        serveLog(5_000);
        var excerpt = seen(query(3));
        assertThat(excerpt.lines()).containsExactly("line 4997", "line 4998", "line 4999");
        assertThat(excerpt.partial()).hasValueSatisfying(why -> assertThat(why).contains("1000"));
        assertThat(tails()).containsExactly("1000");
    }

    @Test
    void moreOfTheLogIsReadUntilEnoughLinesMatch() {
        serveLog(20_000);
        var excerpt = seen(matching("line 1", 2));
        assertThat(excerpt.lines()).containsExactly("line 19998", "line 19999");
        assertThat(tails()).containsExactly("1000");
        var further = seen(matching("line 11999", 1));
        assertThat(further.lines()).containsExactly("line 11999");
        assertThat(further.partial()).isPresent();
        assertThat(tails()).containsExactly("1000", "1000", "16000");
    }

    @Test
    void theWholeLogIsReadWhenTooFewLinesMatch() {
        serveLog(20_000);
        var excerpt = seen(matching("line 11999", 2));
        assertThat(excerpt.lines()).containsExactly("line 11999");
        assertThat(excerpt.partial()).isEmpty();
        assertThat(tails()).containsExactly("1000", "16000", "256000");
    }

    @Test
    void aLogThatNeverEndsIsShownInPartWhenTimeRunsOut() {
        fake.on(
                LOGS,
                (_, connection) -> {
                    connection.head(200, "application/vnd.docker.raw-stream");
                    connection.chunk(frame(1, "so far\n"));
                    connection.hang();
                });
        var excerpt = seen(query(10), Duration.ofMillis(300));
        assertThat(excerpt.lines()).containsExactly("so far");
        assertThat(excerpt.partial()).contains("time ran out before the newest lines were reached");
    }

    @Test
    void whatANearerPassFoundIsNotLostToTheDeadline() {
        fake.on(LOGS, FakeEngine.silence());
        fake.on(".*tail=1000.*", (r, connection) -> body(log(4_000, 1_000)).play(r, connection));
        var excerpt = seen(matching("line 3999", 5), Duration.ofMillis(500));
        assertThat(excerpt.lines()).containsExactly("line 3999");
        assertThat(excerpt.partial())
                .contains("time ran out; only the newest 1000 entries were looked at");
    }

    @Test
    void aLogThatBreaksOffIsShownAsFarAsItCame() {
        fake.on(
                LOGS,
                (_, connection) -> {
                    connection.head(200, "application/vnd.docker.raw-stream");
                    connection.chunk(frame(1, "so far\n"));
                    connection.channel().close();
                });
        var excerpt = seen(query(10));
        assertThat(excerpt.lines()).containsExactly("so far");
        assertThat(excerpt.partial()).isPresent();
    }

    @Test
    void aLogOfWhichNothingCameIsATimeout() {
        fake.on(LOGS, FakeEngine.silence());
        assertThat(read(query(10), Duration.ofMillis(300)))
                .isInstanceOfSatisfying(
                        Reading.Missed.class,
                        missed ->
                                assertThat(missed.fault().code())
                                        .isEqualTo(FaultCode.ENGINE_TIMEOUT));
    }

    @Test
    void timesGoToTheEngineAndUntilIsExclusive() {
        fake.on(LOGS, body(frame(1, "x\n")));
        seen(
                new LogQuery(
                        Stream.STDERR,
                        Optional.of(Instant.ofEpochSecond(10, 5)),
                        Optional.of(Instant.ofEpochSecond(20)),
                        10,
                        Optional.empty(),
                        8192));
        assertThat(fake.requests().getLast().path())
                .contains("stdout=false", "stderr=true", "tail=all")
                .contains("since=10.000000005", "until=19.999999999");
    }

    private List<String> tails() {
        return fake.requests().stream()
                .map(FakeEngine.Request::path)
                .filter(path -> path.contains("/logs"))
                .map(path -> path.replaceAll(".*tail=([a-z0-9]+).*", "$1"))
                .toList();
    }

    /** A log of that many lines, of which the engine gives the tail that is asked for. */
    private void serveLog(int lines) {
        fake.on(
                LOGS,
                (request, connection) -> {
                    var tail = request.path().replaceAll(".*tail=([a-z0-9]+).*", "$1");
                    int shown = tail.equals("all") ? lines : Integer.parseInt(tail);
                    body(log(lines, Math.min(shown, lines))).play(request, connection);
                });
    }

    private static byte[] log(int lines, int shown) {
        var log = new ByteArrayOutputStream();
        IntStream.range(lines - shown, lines)
                .forEach(i -> log.writeBytes(frame(1, "line " + i + "\n")));
        return log.toByteArray();
    }

    private static byte[] frame(int stream, String text) {
        var payload = text.getBytes(UTF_8);
        return ByteBuffer.allocate(8 + payload.length)
                .put((byte) stream)
                .put(new byte[3])
                .putInt(payload.length)
                .put(payload)
                .array();
    }

    private static FakeEngine.Script body(byte[] bytes) {
        return (_, connection) -> {
            connection.head(200, "application/vnd.docker.raw-stream");
            connection.chunk(bytes);
            connection.end();
        };
    }

    private Reading<LogExcerpt> read(LogQuery query, Duration within) {
        return new DockerContainers(engine, Admitted.HOST, UnaryOperator.identity())
                .logs(Admitted.logs(query), within);
    }

    private LogExcerpt seen(LogQuery query) {
        return seen(query, WITHIN);
    }

    private LogExcerpt seen(LogQuery query, Duration within) {
        if (read(query, within) instanceof Reading.Seen<LogExcerpt>(var excerpt)) {
            return excerpt;
        }
        throw new AssertionError("missed");
    }

    private FaultCode missed(LogQuery query) {
        if (read(query, WITHIN) instanceof Reading.Missed<LogExcerpt>(var fault)) {
            return fault.code();
        }
        throw new AssertionError("seen");
    }

    private static LogQuery query(int tail) {
        return new LogQuery(
                Stream.ALL, Optional.empty(), Optional.empty(), tail, Optional.empty(), 8192);
    }

    private static LogQuery matching(String word, int tail) {
        return new LogQuery(
                Stream.ALL,
                Optional.empty(),
                Optional.empty(),
                tail,
                Optional.of(new Word(word)),
                8192);
    }

    private record Word(String source) implements LinePattern {
        @Override
        public boolean occursIn(CharSequence line) {
            return line.toString().contains(source);
        }
    }
}
