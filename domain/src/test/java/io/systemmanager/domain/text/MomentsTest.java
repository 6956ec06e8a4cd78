package io.systemmanager.domain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "30s, 2026-01-01T23:59:30Z",
        "15m, 2026-01-01T23:45:00Z",
        "2h, 2026-01-01T22:00:00Z",
        "1d, 2026-01-01T00:00:00Z",
        "2025-12-31T10:00:00Z, 2025-12-31T10:00:00Z",
        "2025-12-31T10:00:00+02:00, 2025-12-31T08:00:00Z"
    })
    void anAgeOrATimeIsUnderstood(String text, Instant meant) {
        assertThat(Moments.read("since", text, NOW)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "15", "m", "-5m", "2025-12-31", "9999999d", "1.5h"})
    void anythingElseIsRefusedWithTheArgumentsName(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Moments.read("since", text, NOW))
                .withMessageContaining("since");
    }
}
