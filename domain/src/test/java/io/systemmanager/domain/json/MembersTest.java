package io.systemmanager.domain.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MembersTest {

    /** For any history of puts: the same as a sorted map, and what was handed over stays. */
    @Test
    void membersAreAMapInTheOrderOfTheirNames() {
        for (int seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            var expected = new TreeMap<String, Json>();
            var builder = Json.object();
            var early = new ArrayList<Map<String, Json>>();
            var then = new ArrayList<Map<String, Json>>();
            for (int i = random.nextInt(40); i > 0; i--) {
                var name =
                        ""
                                + (char) ('a' + random.nextInt(26))
                                + (random.nextBoolean() ? "" : "\uD83D\uDE00");
                expected.put(name, Json.of(i));
                builder.put(name, i);
                if (random.nextInt(4) == 0) {
                    early.add(builder.build().members());
                    then.add(new TreeMap<>(expected));
                }
            }
            var members = builder.build().members();
            assertThat(members).isEqualTo(expected).hasSameHashCodeAs(expected);
            assertThat(members.keySet()).containsExactlyElementsOf(expected.keySet());
            for (char c = 'a'; c <= 'z'; c++) {
                assertThat(members.get("" + c)).isEqualTo(expected.get("" + c));
                assertThat(members.containsKey("" + c)).isEqualTo(expected.containsKey("" + c));
            }
            assertThat(early).isEqualTo(then);
        }
    }

    @Test
    void nobodyChangesThem() {
        var members = Json.object().put("a", 1).build().members();
        assertThatThrownBy(() -> members.put("b", Json.of(2)))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> members.entrySet().iterator().remove())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void anObjectKeepsWhatAMapHeldWhenItWasMade() {
        var given = new HashMap<String, Json>(Map.of("b", Json.of(2), "a", Json.of(1)));
        var object = new Json.Obj(given);
        given.clear();
        assertThat(CanonicalJson.text(object)).isEqualTo("{\"a\":1,\"b\":2}");
    }

    @Test
    void aNameIsWholeText() {
        assertThatThrownBy(() -> Json.object().put("\uD83D", 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
