package io.systemmanager.domain.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogWindowTest {

    @Test
    void theNewestLinesAreKeptAndTheOthersCounted() {
        var window = new LogWindow(query(2, 8192));
        put(window.feed(), "one\ntwo\nthree\n");
        var excerpt = window.excerpt(Optional.empty());
        assertThat(excerpt.lines()).containsExactly("two", "three");
        assertThat(excerpt.omitted()).isEqualTo(1);
    }

    @Test
    void aLineInPiecesIsOneLineAndTheLastNeedsNoLineFeed() {
        var window = new LogWindow(query(10, 8192));
        var feed = window.feed();
        put(feed, "be");
        put(feed, "gin\r\nen");
        put(feed, "d");
        assertThat(window.excerpt(Optional.empty()).lines()).containsExactly("begin", "end");
    }

    @Test
    void aLineOfOneOutputIsNotTornByBytesOfTheOther() {
        var window = new LogWindow(query(10, 8192));
        var out = window.feed();
        var err = window.feed();
        put(out, "first half, ");
        put(err, "trouble\n");
        put(out, "second half\n");
        assertThat(window.excerpt(Optional.empty()).lines())
                .containsExactly("trouble", "first half, second half");
    }

    @Test
    void aLineOfAnyLengthIsCutAndCounted() {
        var window = new LogWindow(query(10, 65536));
        var feed = window.feed();
        for (int i = 0; i < 1000; i++) {
            put(feed, "x".repeat(1000));
        }
        put(feed, "\nshort\n");
        var excerpt = window.excerpt(Optional.empty());
        assertThat(excerpt.lines()).containsExactly("x".repeat(LogWindow.LINE_BYTES), "short");
        assertThat(excerpt.cut()).isEqualTo(1);
    }

    @Test
    void theByteLimitDropsTheOldestLines() {
        var window = new LogWindow(query(10, 256));
        var feed = window.feed();
        for (int i = 0; i < 5; i++) {
            put(feed, i + "a".repeat(99) + "\n");
        }
        var excerpt = window.excerpt(Optional.empty());
        assertThat(excerpt.lines()).hasSize(2);
        assertThat(excerpt.lines().getLast()).startsWith("4");
        assertThat(excerpt.omitted()).isEqualTo(3);
    }

    @Test
    void onlyLinesInWhichThePatternOccursCount() {
        var wanted =
                new LinePattern() {
                    @Override
                    public String source() {
                        return "b";
                    }

                    @Override
                    public boolean occursIn(CharSequence line) {
                        return line.toString().contains("b");
                    }
                };
        var window =
                new LogWindow(
                        new LogQuery(
                                LogQuery.Stream.ALL,
                                Optional.empty(),
                                Optional.empty(),
                                1,
                                Optional.of(wanted),
                                8192));
        put(window.feed(), "ab\nac\nbb\ncc\n");
        var excerpt = window.excerpt(Optional.empty());
        assertThat(excerpt.lines()).containsExactly("bb");
        assertThat(excerpt.omitted()).isEqualTo(1);
    }

    private static LogQuery query(int tail, int maxBytes) {
        return new LogQuery(
                LogQuery.Stream.ALL,
                Optional.empty(),
                Optional.empty(),
                tail,
                Optional.empty(),
                maxBytes);
    }

    private static void put(LogWindow.Feed feed, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        feed.add(bytes, 0, bytes.length);
    }
}
