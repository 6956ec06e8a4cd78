package io.systemmanager.contract.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.fixture.Cleared;
import io.systemmanager.contract.fixture.SampleContainer;
import io.systemmanager.domain.container.LinePattern;
import io.systemmanager.domain.container.LogExcerpt;
import io.systemmanager.domain.container.LogQuery;
import io.systemmanager.domain.container.LogQuery.Stream;
import io.systemmanager.domain.operation.ReadContainerLogs;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.outcome.FaultCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What reading a container's log promises, on every adapter. */
interface ContainerLogsContract extends ContainersContract {

    default LogExcerpt logs(Target.Container target, LogQuery query) {
        var operation = new ReadContainerLogs(target.asked(), query);
        return Expect.seen(containers().logs(Cleared.of(operation, target), WITHIN));
    }

    @Test
    default void theNewestLinesWinOldestFirst() {
        var target = found(running(counting("log-tail", 10)));

        var excerpt = logs(target, tail(3));

        assertThat(excerpt.lines()).containsExactly("line 7", "line 8", "line 9");
        assertThat(excerpt.omitted()).isEqualTo(7);
        assertThat(excerpt.cut()).isZero();
        assertThat(excerpt.partial()).isEmpty();
    }

    @Test
    default void aLogShorterThanTheTailComesWhole() {
        var target = found(running(counting("log-short", 2)));

        var excerpt = logs(target, tail(100));

        assertThat(excerpt.lines()).containsExactly("line 0", "line 1");
        assertThat(excerpt.omitted()).isZero();
    }

    @Test
    default void aContainerThatNeverSpokeHasAnEmptyLog() {
        var target = found(created(SampleContainer.named(name("log-none"))));

        assertThat(logs(target, tail(10)).lines()).isEmpty();
    }

    @Test
    default void theLogOfAStoppedContainerCanBeRead() {
        var target = found(stopped(SampleContainer.named(name("log-ended")).prints("last words")));

        assertThat(logs(target, tail(10)).lines()).contains("last words");
    }

    @Test
    default void thePatternChoosesBeforeTheTailCounts() {
        var sample =
                SampleContainer.named(name("log-grep"))
                        .prints("ERROR one", "fine", "ERROR two", "fine", "ERROR three", "fine");
        var target = found(running(sample));

        var excerpt = logs(target, grep(2, "ERROR"));

        assertThat(excerpt.lines()).containsExactly("ERROR two", "ERROR three");
        assertThat(excerpt.omitted()).isEqualTo(1);
    }

    @Test
    default void eachOutputCanBeReadAlone() {
        var sample =
                SampleContainer.named(name("log-streams"))
                        .prints("out 1")
                        .complains("err 1")
                        .prints("out 2")
                        .complains("err 2");
        var target = found(running(sample));

        assertThat(logs(target, of(Stream.STDOUT)).lines()).containsExactly("out 1", "out 2");
        assertThat(logs(target, of(Stream.STDERR)).lines()).containsExactly("err 1", "err 2");
        assertThat(logs(target, of(Stream.ALL)).lines())
                .containsExactlyInAnyOrder("out 1", "err 1", "out 2", "err 2")
                .containsSubsequence("out 1", "out 2")
                .containsSubsequence("err 1", "err 2");
    }

    @Test
    default void sinceAndUntilFrameTheLog() {
        var target = found(running(counting("log-time", 3)));
        var start = get(target).summary().startedAt().orElseThrow();
        var before = start.minus(Duration.ofHours(1));
        var after = start.plus(Duration.ofHours(1));

        assertThat(logs(target, framed(Optional.of(before), Optional.empty())).lines()).hasSize(3);
        assertThat(logs(target, framed(Optional.of(after), Optional.empty())).lines()).isEmpty();
        assertThat(logs(target, framed(Optional.empty(), Optional.of(before))).lines()).isEmpty();
        assertThat(logs(target, framed(Optional.of(before), Optional.of(after))).lines())
                .hasSize(3);
    }

    @Test
    default void theByteCapHoldsAndTheNewestLinesWin() {
        var sample = SampleContainer.named(name("log-bytes"));
        for (int i = 0; i < 20; i++) {
            sample = sample.prints("%02d ä€ %s".formatted(i, "x".repeat(40)));
        }
        var target = found(running(sample));

        var excerpt = logs(target, capped(256));

        var bytes = excerpt.lines().stream().mapToInt(l -> l.getBytes(UTF_8).length + 1).sum();
        assertThat(bytes).isBetween(128, 256);
        assertThat(excerpt.lines().getLast()).startsWith("19 ä€");
        assertThat(excerpt.omitted() + excerpt.lines().size()).isEqualTo(20);
    }

    @Test
    default void aLineBeyondTheCapIsCutAndSaysSo() {
        var sample = SampleContainer.named(name("log-long")).prints("y".repeat(20_000));
        var target = found(running(sample));

        var excerpt = logs(target, capped(1_000));

        assertThat(excerpt.lines()).hasSize(1);
        assertThat(excerpt.lines().getFirst().length()).isBetween(900, 1_000);
        assertThat(excerpt.cut()).isEqualTo(1);
    }

    @Test
    default void whatATerminalWouldObeyIsMadeVisible() {
        var sample =
                SampleContainer.named(name("log-ansi")).prints("\u001b[31mred\u001b[0m \u202eabc");
        var target = found(running(sample));

        assertThat(logs(target, tail(1)).lines())
                .containsExactly("\\u001b[31mred\\u001b[0m \\u202eabc");
    }

    @Test
    default void theLogOfAContainerThatIsGoneIsAFault() {
        var target = found(created(SampleContainer.named(name("log-gone"))));
        removed(target.id());

        var operation = new ReadContainerLogs(target.asked(), tail(10));
        var reading = containers().logs(Cleared.of(operation, target), WITHIN);

        assertThat(Expect.fault(reading)).isEqualTo(FaultCode.CONTAINER_NOT_FOUND);
    }

    private SampleContainer counting(String ending, int lines) {
        return SampleContainer.named(name(ending))
                .prints(
                        IntStream.range(0, lines)
                                .mapToObj("line %d"::formatted)
                                .toArray(String[]::new));
    }

    private static LogQuery tail(int lines) {
        return query(Stream.ALL, Optional.empty(), Optional.empty(), lines, Optional.empty(), 8192);
    }

    private static LogQuery grep(int lines, String word) {
        return query(
                Stream.ALL,
                Optional.empty(),
                Optional.empty(),
                lines,
                Optional.of(new Word(word)),
                8192);
    }

    private static LogQuery of(Stream stream) {
        return query(stream, Optional.empty(), Optional.empty(), 100, Optional.empty(), 8192);
    }

    private static LogQuery framed(Optional<Instant> since, Optional<Instant> until) {
        return query(Stream.ALL, since, until, 100, Optional.empty(), 8192);
    }

    private static LogQuery capped(int bytes) {
        return query(Stream.ALL, Optional.empty(), Optional.empty(), 2000, Optional.empty(), bytes);
    }

    private static LogQuery query(
            Stream stream,
            Optional<Instant> since,
            Optional<Instant> until,
            int tail,
            Optional<LinePattern> grep,
            int maxBytes) {
        return new LogQuery(stream, since, until, tail, grep, maxBytes);
    }

    /** Finds a fixed word, in linear time. */
    record Word(String source) implements LinePattern {
        @Override
        public boolean occursIn(CharSequence line) {
            return line.toString().contains(source);
        }
    }
}
