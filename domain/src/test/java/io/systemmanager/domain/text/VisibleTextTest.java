package io.systemmanager.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {

    @Test
    void ordinaryTextOfAnyScriptStaysAsItIs() {
        var text = "plain ASCII ~ äöü Ελληνικά 日本語 👍❤️ नमस्ते שלום";

        assertThat(VisibleText.line(text)).isSameAs(text);
    }

    @Test
    void terminalControlsBecomeVisible() {
        assertThat(VisibleText.line("a\u001b[31mred\u0007\u007f"))
                .isEqualTo("a\\u001b[31mred\\u0007\\u007f");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00,
                0x08,
                0x1b,
                0x7f,
                0x85,
                0x9b, // C0 and C1
                0x061c,
                0x200e,
                0x202a,
                0x202e,
                0x2066,
                0x2069, // bidirectional
                0x00ad,
                0x200b,
                0x200c,
                0x200d,
                0x2060,
                0xfeff, // no width
                0x2028,
                0x2029, // line and paragraph separators
                0xe000,
                0xf8ff,
                0xf0000, // private use
                0xe0001,
                0xe0041,
                0xe007f, // tags
                0x034f,
                0x115f,
                0x3164,
                0x2800,
                0xfe00,
                0xe0100,
                0xe01ef, // nothing to see
                0xffff,
                0x10ffff // no characters
            })
    void whatCannotBeSeenIsEscaped(int hidden) {
        var text = "a" + Character.toString(hidden) + "b";
        var escape = hidden > 0xffff ? "\\u{%x}".formatted(hidden) : "\\u%04x".formatted(hidden);

        assertThat(VisibleText.line(text)).isEqualTo("a" + escape + "b");
        assertThat(VisibleText.lines(text)).isEqualTo("a" + escape + "b");
    }

    @Test
    void loneSurrogatesBecomeVisibleAndPairsStay() {
        assertThat(VisibleText.line("\ud83d\udc4d \ud83d \udc4d"))
                .isEqualTo("\ud83d\udc4d \\ud83d \\udc4d");
    }

    @Test
    void lineFeedsAndTabsStayOnlyWhereLinesAreKept() {
        assertThat(VisibleText.line("a\tb\nc\r")).isEqualTo("a\\u0009b\\u000ac\\u000d");
        assertThat(VisibleText.lines("a\tb\nc\r")).isEqualTo("a\tb\nc\\u000d");
    }

    @Test
    void whatWasCutIsMarked() {
        assertThat(VisibleText.line("abcde", 5)).isEqualTo("abcde");
        assertThat(VisibleText.line("abcdef", 5)).isEqualTo("abcd…");
        assertThat(VisibleText.line("ab\u0000", 5)).isEqualTo("ab\\u…");
        assertThat(VisibleText.line("", 5)).isEmpty();
    }

    @Test
    void aCutNeverHalvesACharacter() {
        for (int limit = 1; limit < 8; limit++) {
            var cut = VisibleText.line("x👍👍👍👍", limit);

            assertThat(cut.length()).isLessThanOrEqualTo(limit);
            assertThat(cut.codePoints()).noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
            assertThat(cut).endsWith("…").doesNotContain("\\");
        }
    }

    @Test
    void whateverGoesInNothingHiddenComesOutAndASecondPassChangesNothing() {
        var random = new Random(4);
        for (int i = 0; i < 2_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                text.append((char) random.nextInt(0x10000));
            }

            var visible = VisibleText.line(text.toString());

            assertThat(visible.codePoints())
                    .noneMatch(Character::isISOControl)
                    .noneMatch(c -> Character.getType(c) == Character.FORMAT)
                    .noneMatch(c -> Character.getType(c) == Character.SURROGATE);
            assertThat(VisibleText.line(visible)).isEqualTo(visible);
        }
    }
}
