package io.systemmanager.domain.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.container.LogQuery.Stream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogWindowTest {

    private static LogWindow window(int tail, int maxBytes) {
        return new LogWindow(query(tail, maxBytes, Optional.empty()));
    }

    private static LogQuery query(int tail, int maxBytes, Optional<LinePattern> grep) {
        return new LogQuery(Stream.ALL, Optional.empty(), Optional.empty(), tail, grep, maxBytes);
    }

    private static void add(LogWindow window, String text) {
        var bytes = text.getBytes(UTF_8);
        window.add(bytes, 0, bytes.length);
    }

    private static void add(LogWindow.Feed feed, String text) {
        var bytes = text.getBytes(UTF_8);
        feed.add(bytes, 0, bytes.length);
    }

    private static LogExcerpt read(LogWindow window, String text) {
        add(window, text);
        return window.excerpt(Optional.empty());
    }

    @Test
    void theLastLinesAreKeptOldestFirst() {
        var excerpt = read(window(2, 8192), "a\nb\nc\n");

        assertThat(excerpt).isEqualTo(new LogExcerpt(List.of("b", "c"), 1, 0, Optional.empty()));
    }

    @Test
    void aLastLineWithoutAnEndCounts() {
        assertThat(read(window(9, 8192), "a\nb").lines()).containsExactly("a", "b");
    }

    @Test
    void nothingGivesNothingAndAnEmptyLineIsALine() {
        assertThat(read(window(9, 8192), "").lines()).isEmpty();
        assertThat(read(window(9, 8192), "\n\nx\n").lines()).containsExactly("", "", "x");
    }

    @Test
    void aCarriageReturnIsPartOfTheEndAndElsewhereVisible() {
        assertThat(read(window(9, 8192), "a\r\nb\rc\r\nd\r").lines())
                .containsExactly("a", "b\\u000dc", "d");
    }

    @Test
    void linesAndCharactersMayBeSplitAnywhereBetweenChunks() {
        var text = "grün €\n👍 done\r\nlast".getBytes(UTF_8);
        for (int size = 1; size < 6; size++) {
            var window = window(9, 8192);
            for (int from = 0; from < text.length; from += size) {
                window.add(text, from, Math.min(size, text.length - from));
            }

            assertThat(window.excerpt(Optional.empty()).lines())
                    .containsExactly("grün €", "👍 done", "last");
        }
    }

    @Test
    void aLineOfOneOutputIsNotTornByBytesOfTheOther() {
        var window = window(9, 8192);
        var out = window.feed();
        var err = window.feed();
        add(out, "first half, ");
        add(err, "trouble\n");
        add(out, "second half\n");
        add(err, "no end");

        assertThat(window.excerpt(Optional.empty()).lines())
                .containsExactly("trouble", "first half, second half", "no end");
    }

    @Test
    void theChunkMayBeUsedAgain() {
        var window = window(9, 8192);
        var chunk = "one\ntw".getBytes(UTF_8);
        window.add(chunk, 0, chunk.length);
        Arrays.fill(chunk, (byte) 'f');
        add(window, "o\n");

        assertThat(window.excerpt(Optional.empty()).lines()).containsExactly("one", "two");
    }

    @Test
    void aLineOfAHundredMegabytesIsCutAndTheNextOneIsWhole() {
        var window = window(9, 65_536);
        var chunk = new byte[1 << 20];
        Arrays.fill(chunk, (byte) 'x');
        for (int i = 0; i < 100; i++) {
            window.add(chunk, 0, chunk.length);
        }
        var excerpt = read(window, "\nafter\n");

        assertThat(excerpt.lines()).containsExactly("x".repeat(LogWindow.LINE_BYTES), "after");
        assertThat(excerpt.cut()).isEqualTo(1);
        assertThat(excerpt.omitted()).isZero();
    }

    @Test
    void aCutGoesBetweenCharacters() {
        for (var character : List.of("ä", "€", "👍")) {
            for (int shift = 0; shift < 4; shift++) {
                var line = "x".repeat(shift) + character.repeat(LogWindow.LINE_BYTES);

                var shown = read(window(9, 65_536), line).lines().getFirst();

                assertThat(line).startsWith(shown);
                assertThat(shown.getBytes(UTF_8).length)
                        .isBetween(LogWindow.LINE_BYTES - 3, LogWindow.LINE_BYTES);
            }
        }
    }

    @Test
    void bytesThatAreNoTextDoNoHarm() {
        var window = window(9, 65_536);
        var chunk = new byte[10_000];
        Arrays.fill(chunk, (byte) 0x80);
        window.add(chunk, 0, chunk.length);

        assertThat(window.excerpt(Optional.empty()).lines()).hasSize(1);
    }

    @Test
    void theCapCountsBytesOfUtf8WithTheLineFeeds() {
        var excerpt = read(window(2000, 256), ("ä".repeat(63) + "\n").repeat(5));

        assertThat(excerpt.lines()).hasSize(2); // 2 × (126 + 1) = 254
        assertThat(excerpt.omitted()).isEqualTo(3);
    }

    @Test
    void aSingleLineFillsTheCapAndNoMore() {
        var excerpt = read(window(9, 256), "€".repeat(200) + "\n");

        assertThat(excerpt.lines()).containsExactly("€".repeat(85)); // 255 bytes and a line feed
        assertThat(excerpt.cut()).isEqualTo(1);
    }

    @Test
    void theCapCountsWhatEscapesAdd() {
        var excerpt = read(window(2000, 256), "\u0001".repeat(40) + "\nshort\n");

        assertThat(excerpt.lines()).containsExactly("\\u0001".repeat(40), "short");
        assertThat(read(window(2000, 256), "\u0001".repeat(43)).lines().getFirst()).hasSize(255);
    }

    @Test
    void thePatternSeesTheLineAsItWasWritten() {
        LinePattern escape = new Word("\u001b");
        var window = new LogWindow(query(9, 8192, Optional.of(escape)));

        assertThat(read(window, "plain\n\u001b[1mbold\n").lines())
                .containsExactly("\\u001b[1mbold");
    }

    @Test
    void whyTheReadingEndedIsPassedOn() {
        assertThat(window(9, 8192).excerpt(Optional.of("deadline")).partial()).contains("deadline");
    }

    /** Shown and omitted lines are all that match, and the shown ones are the newest. */
    @Test
    void noMatchingLineIsLostFromTheCount() {
        var random = new Random(7);
        for (int round = 0; round < 500; round++) {
            int tail = 1 + random.nextInt(20);
            int maxBytes = 256 + random.nextInt(400);
            var window = new LogWindow(query(tail, maxBytes, Optional.of(new Word("yes"))));
            int lines = random.nextInt(60);
            int matching = 0;
            var text = new StringBuilder();
            for (int i = 0; i < lines; i++) {
                boolean matches = random.nextBoolean();
                matching += matches ? 1 : 0;
                text.append(matches ? "yes" : "no")
                        .append("ä€".repeat(random.nextInt(30)))
                        .append(random.nextInt(8) == 0 ? "\r\n" : "\n");
            }

            var excerpt = read(window, text.toString());

            assertThat(excerpt.lines().size() + excerpt.omitted()).isEqualTo(matching);
            assertThat(excerpt.lines()).hasSizeLessThanOrEqualTo(tail);
            assertThat(bytes(excerpt)).isLessThanOrEqualTo(maxBytes);
            var matched = text.toString().lines().filter(line -> line.contains("yes")).toList();
            assertThat(matched).endsWith(excerpt.lines().toArray(String[]::new));
        }
    }

    private static int bytes(LogExcerpt excerpt) {
        return excerpt.lines().stream().mapToInt(l -> l.getBytes(UTF_8).length + 1).sum();
    }

    private record Word(String source) implements LinePattern {
        @Override
        public boolean occursIn(CharSequence line) {
            return line.toString().contains(source);
        }
    }
}
