package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Laws of the canonical form, on values that a seeded generator makes up. */
class CanonicalJsonPropertyTest {
    private static final int CASES = 3_000;
    private static final ObjectMapper JACKSON = new ObjectMapper();

    @Test
    void whatAnotherParserReadsIsWrittenAgainWithTheSameBytes() throws Exception {
        for (int seed = 0; seed < CASES; seed++) {
            var value = value(new Random(seed), 4);
            var bytes = CanonicalJson.bytes(value);
            var read = ParsedJson.of(JACKSON.readTree(bytes));
            assertThat(CanonicalJson.bytes(read)).as("seed %d", seed).isEqualTo(bytes);
            assertThat(read).as("seed %d", seed).isEqualTo(value);
        }
    }

    @Test
    void theOrderOfMembersDoesNotMatter() {
        for (int seed = 0; seed < CASES; seed++) {
            var random = new Random(seed);
            var value = value(random, 4);
            assertThat(CanonicalJson.text(shuffled(value, random)))
                    .as("seed %d", seed)
                    .isEqualTo(CanonicalJson.text(value));
        }
    }

    @Test
    void differentValuesHaveDifferentBytes() {
        for (int seed = 0; seed < CASES; seed++) {
            var one = value(new Random(seed), 3);
            var other = value(new Random(seed + 1L), 3);
            assertThat(CanonicalJson.text(one).equals(CanonicalJson.text(other)))
                    .as("seed %d", seed)
                    .isEqualTo(one.equals(other));
        }
    }

    private static Json value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> Json.of(text(random));
            case 1 -> Json.of(random.nextLong(-(1L << 53) + 1, 1L << 53));
            case 2 -> Json.of((long) random.nextInt(-9, 10));
            case 3 -> Json.of(random.nextBoolean());
            case 4 -> new Json.Nil();
            case 5 -> {
                var items = new ArrayList<Json>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    items.add(value(random, depth - 1));
                }
                yield new Json.Arr(items);
            }
            default -> {
                var members = new LinkedHashMap<String, Json>();
                for (int i = random.nextInt(7); i > 0; i--) {
                    members.put(text(random), value(random, depth - 1));
                }
                yield new Json.Obj(members);
            }
        };
    }

    /** Mostly the characters on which writers disagree. */
    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.appendCodePoint(
                    switch (random.nextInt(6)) {
                        case 0 -> random.nextInt(0x20);
                        case 1 -> "\"\\/<>&'\u007f".charAt(random.nextInt(8));
                        case 2 -> random.nextInt(0x80, 0x800);
                        case 3 -> random.nextInt(0xe000, 0x10000);
                        case 4 -> random.nextInt(0x10000, 0x110000);
                        default -> 'a' + random.nextInt(26);
                    });
        }
        return text.toString();
    }

    private static Json shuffled(Json value, Random random) {
        return switch (value) {
            case Json.Arr(var items) ->
                    new Json.Arr(items.stream().map(item -> shuffled(item, random)).toList());
            case Json.Obj(var members) -> {
                var entries = new ArrayList<>(members.entrySet());
                Collections.shuffle(entries, random);
                var mixed = new LinkedHashMap<String, Json>();
                entries.forEach(
                        each -> mixed.put(each.getKey(), shuffled(each.getValue(), random)));
                yield new Json.Obj(mixed);
            }
            case Json.Text _, Json.Int _, Json.Bool _, Json.Nil _ -> value;
        };
    }
}
