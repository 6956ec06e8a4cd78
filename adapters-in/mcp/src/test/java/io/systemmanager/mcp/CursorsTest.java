package io.systemmanager.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {
    private static final Subject ME = new Subject("agent:me");
    private static final Json.Obj QUERY = Json.object().put("limit", 50).build();

    private final Cursors cursors = new Cursors(new byte[32]);

    @Test
    void aCursorLeadsBackToItsPosition() {
        assertThat(cursors.offset(cursors.at(50, ME, QUERY), ME, QUERY)).isEqualTo(50);
    }

    @Test
    void aCursorIsGoodForItsCallerOnly() {
        refused(cursors.at(50, new Subject("agent:other"), QUERY));
    }

    @Test
    void aCursorIsGoodForItsQueryOnly() {
        refused(cursors.at(50, ME, Json.object().put("limit", 51).build()));
    }

    @Test
    void aCursorOfAnotherKeyIsRefused() {
        var key = new byte[32];
        key[0] = 1;
        refused(new Cursors(key).at(50, ME, QUERY));
    }

    @Test
    void aChangedPositionIsRefused() {
        var text =
                new String(
                        java.util.Base64.getUrlDecoder().decode(cursors.at(50, ME, QUERY)),
                        java.nio.charset.StandardCharsets.UTF_8);
        var changed =
                text.replaceFirst("50", "51").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        refused(java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(changed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "%%%", "NTA", "LTE6eA", "OTk5OTk5OTk5OTk5OnRvb2JpZw"})
    void nonsenseIsRefused(String cursor) {
        refused(cursor);
    }

    private void refused(String cursor) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cursors.offset(cursor, ME, QUERY))
                .withMessageContaining("cursor");
    }
}
