package io.systemmanager.mcpengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MirroredHeadersTest {

    @ParameterizedTest
    @CsvSource({
        "=?base64?SGVsbG8=?=, Hello",
        "SGVsbG8=, SGVsbG8=",
        "=?base64?SGVsbG8=, =?base64?SGVsbG8=",
        "=?BASE64?SGVsbG8=?=, =?BASE64?SGVsbG8=?=",
        "=?base64?w6Q=?=, ä",
        "=?base64?=, =?base64?=",
    })
    void theSentinelTable(String received, String meaning) {
        assertThat(MirroredHeaders.decode(received)).contains(meaning);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=?base64?SGVsbG8?=",
                "=?base64?SGVs!!!bG8=?=",
                "=?base64?/w==?=",
                "=?base64?SGVsbG8==?=",
                "=?base64?SGVs bG8=?=",
            })
    void whatIsMarkedButNoBase64OfTextIsRefused(String received) {
        assertThat(MirroredHeaders.decode(received)).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "42, 42, true",
        "42.0, 42, true",
        "4.2e1, 42, true",
        "43, 42, false",
        "x, 42, false",
        "1e999999999, 42, false",
        "true, true, true",
        "TRUE, true, false",
        "text, '\"text\"', true",
        "Text, '\"text\"', false",
        "x, null, true",
        "[1], [1], false",
    })
    void anArgumentIsComparedByItsType(String header, String argument, boolean same) {
        RequestHeaders headers = _ -> List.of(header);
        var tree = FixtureTools.tree("{\"a\":" + argument + "}").path("a");
        assertThat(MirroredHeaders.paramIsRight(headers, "A", tree)).isEqualTo(same);
    }

    @Test
    void copiesThatDifferCannotBeReliedOn() {
        RequestHeaders twice = _ -> List.of("a", " a");
        RequestHeaders differing = _ -> List.of("a", "b");
        RequestHeaders foreign = _ -> List.of("\u00e4");
        assertThat(MirroredHeaders.repeats(twice, "X", "a")).isTrue();
        assertThat(MirroredHeaders.repeats(differing, "X", "a")).isFalse();
        assertThat(MirroredHeaders.repeats(foreign, "X", "\u00e4")).isFalse();
    }
}
