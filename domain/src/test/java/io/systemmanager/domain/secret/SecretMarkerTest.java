package io.systemmanager.domain.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Json;
import org.junit.jupiter.api.Test;

class SecretMarkerTest {
    private static final SecretMarker MARKER = new SecretMarker("k1", key());

    /** The vector of the audit format. */
    @Test
    void aSecretHasThePublishedMark() {
        assertThat(MARKER.mark(Json.of("hunter2"))).isEqualTo("hs1:k1:G67b5Qe9q5MHZXECYPX6lA");
    }

    @Test
    void theFullMarkBeginsWithTheMark() {
        var full = MARKER.fullMark(Json.of("hunter2"));
        // The 22nd character of the mark holds two bits only
        assertThat(full)
                .startsWith("hs1:k1:G67b5Qe9q5MHZXECYPX6l")
                .hasSize("hs1:k1:".length() + 43);
    }

    @Test
    void theTypeOfAValueCounts() {
        assertThat(MARKER.mark(Json.of(7))).isNotEqualTo(MARKER.mark(Json.of("7")));
        assertThat(MARKER.mark(Json.of(true))).isNotEqualTo(MARKER.mark(Json.of("true")));
    }

    @Test
    void anotherKeyMakesAnotherMark() {
        var other = new SecretMarker("k1", new byte[32]);
        assertThat(other.mark(Json.of("hunter2"))).isNotEqualTo(MARKER.mark(Json.of("hunter2")));
    }

    @Test
    void anEntryTellsTheLengthRoughly() {
        assertThat(lengthOf(1)).isEqualTo(16);
        assertThat(lengthOf(14)).isEqualTo(16); // two quotes around it
        assertThat(lengthOf(15)).isEqualTo(32);
        assertThat(lengthOf(30)).isEqualTo(32);
        assertThat(lengthOf(31)).isEqualTo(64);
        assertThat(lengthOf(1_000)).isEqualTo(1_024);
    }

    @Test
    void nothingOfTheSecretIsWritten() {
        assertThat(CanonicalJson.text(MARKER.redacted(Json.of("hunter2"))))
                .isEqualTo("{\"hmac\":\"hs1:k1:G67b5Qe9q5MHZXECYPX6lA\",\"len\":16}");
        assertThat(MARKER).hasToString("SecretMarker[k1]");
    }

    @Test
    void anIdThatCouldEndAMarkEarlyAndAShortKeyAreRefused() {
        for (var id : new String[] {"", "k:1", "K1", "k1\n", "k".repeat(17)}) {
            assertThatThrownBy(() -> new SecretMarker(id, key()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new SecretMarker("k1", new byte[31]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static long lengthOf(int characters) {
        var redacted = MARKER.redacted(Json.of("x".repeat(characters)));
        return redacted.members().get("len") instanceof Json.Int(var length) ? length : -1;
    }

    private static byte[] key() {
        var key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        return key;
    }
}
