package io.systemmanager.domain.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

    /** RFC 8785 §3.2.3, the sorting example. */
    @Test
    void membersAreOrderedByTheirUtf16CodeUnits() {
        var value =
                Json.object()
                        .put("\u20ac", "Euro Sign")
                        .put("\r", "Carriage Return")
                        .put("\ufb33", "Hebrew Letter Dalet With Dagesh")
                        .put("1", "One")
                        .put("\ud83d\ude00", "Emoji: Grinning Face")
                        .put("\u0080", "Control")
                        .put("\u00f6", "Latin Small Letter O With Diaeresis")
                        .build();
        assertThat(CanonicalJson.text(value))
                .isEqualTo(
                        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                                + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\","
                                + "\"\u20ac\":\"Euro Sign\","
                                + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                                + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    /** RFC 8785 §3.2.2.2, the string of the example in §3.2.2. */
    @Test
    void stringsAreEscapedAsTheStandardShows() {
        var text = "\u20ac$\u000f\nA'B\"\\\\\"/";
        assertThat(CanonicalJson.text(Json.of(text)))
                .isEqualTo("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
    }

    @Test
    void everyControlCharacterHasItsOneEscape() {
        var named = Map.of('\b', "\\b", '\t', "\\t", '\n', "\\n", '\f', "\\f", '\r', "\\r");
        for (char c = 0; c < 0x20; c++) {
            var expected = named.getOrDefault(c, "\\u%04x".formatted((int) c));
            assertThat(CanonicalJson.text(Json.of(String.valueOf(c))))
                    .isEqualTo("\"" + expected + "\"");
        }
        assertThat(CanonicalJson.text(Json.of("\u007f\u2028/<>&")))
                .isEqualTo("\"\u007f\u2028/<>&\"");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-0,0",
        "-1,-1",
        "9007199254740991,9007199254740991",
        "-9007199254740991,-9007199254740991"
    })
    void integersAreWrittenPlainly(long number, String text) {
        assertThat(CanonicalJson.text(Json.of(number))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(longs = {9007199254740992L, -9007199254740992L, Long.MAX_VALUE, Long.MIN_VALUE})
    void integersThatReadersWouldRoundAreRefused(long number) {
        assertThatThrownBy(() -> Json.of(number)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00", "\udc00\ud800", "\ud83d"})
    void loneSurrogatesAreRefusedAsValueAndAsName(String text) {
        assertThatThrownBy(() -> Json.of(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Json.object().put(text, true).build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thereIsNoSpaceAndNestingKeepsItsOrder() {
        var value =
                Json.object()
                        .put("b", new Json.Arr(List.of(Json.of(1), new Json.Nil(), Json.of(true))))
                        .put(
                                "a",
                                Json.object()
                                        .put("d", false)
                                        .put("c", Json.texts(List.of()))
                                        .build())
                        .build();
        assertThat(CanonicalJson.text(value))
                .isEqualTo("{\"a\":{\"c\":[],\"d\":false},\"b\":[1,null,true]}");
    }

    @Test
    void bytesAreTheTextInUtf8() {
        assertThat(CanonicalJson.bytes(Json.of("\u20ac\ud83d\ude00")))
                .isEqualTo("\"\u20ac\ud83d\ude00\"".getBytes(StandardCharsets.UTF_8))
                .hasSize(9);
    }

    @Test
    void aValueDoesNotChangeWithTheListItWasMadeFrom() {
        var items = new ArrayList<Json>(List.of(Json.of(1)));
        var array = new Json.Arr(items);
        items.add(Json.of(2));
        assertThat(CanonicalJson.text(array)).isEqualTo("[1]");
    }

    @Test
    void whatIsPutAfterItWasBuiltIsNotInIt() {
        var builder = Json.object().put("a", 1);
        var first = builder.build();
        var second = builder.put("b", 2).build();
        assertThat(CanonicalJson.text(first)).isEqualTo("{\"a\":1}");
        assertThat(CanonicalJson.text(second)).isEqualTo("{\"a\":1,\"b\":2}");
        assertThat(builder.put("a", 3).build()).isNotEqualTo(second);
        assertThat(CanonicalJson.text(second)).isEqualTo("{\"a\":1,\"b\":2}");
    }
}
