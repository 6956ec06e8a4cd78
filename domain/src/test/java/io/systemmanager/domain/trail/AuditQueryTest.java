package io.systemmanager.domain.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.domain.merkle.Hash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be asked of the log, and what cannot. */
class AuditQueryTest {

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 101})
    void aPageHasOneToAHundredEntries(int limit) {
        assertThatThrownBy(() -> AuditQuery.newest(limit))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aConditionIsGivenOnce() {
        var twice = List.<Condition>of(new Condition.On("a"), new Condition.On("b"));
        assertThatThrownBy(() -> new AuditQuery(twice, 1, OptionalLong.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AuditQuery.newest(1).before(-1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "op", "op.", "OP.READ", "op.read;", "op.read' --"})
    void aTypeHasTheFormOfOne(String type) {
        assertThatThrownBy(() -> new Condition.OfType(type))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4bf9", "4BF92F3577B34DA6A3CE929D0E0E4736"})
    void aTraceIdHasTheFormOfOne(String id) {
        assertThatThrownBy(() -> new Condition.InTrace(id))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTargetHasAName() {
        assertThatThrownBy(() -> new Condition.On("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Condition.On("a".repeat(129)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void momentsAreAsExactAsEntriesWriteThem() {
        var exact = Instant.parse("2026-01-01T12:00:00.123456Z");
        assertThat(new Condition.Since(exact).value()).isEqualTo("2026-01-01T12:00:00.123Z");
    }

    @Test
    void aTextThatIsNotThatOfItsHashIsNotIntact() {
        var leaf = Hash.ofLeaf("{}".getBytes(StandardCharsets.UTF_8));
        assertThat(new AuditRecord(0, "{}", leaf).intact()).isTrue();
        assertThat(new AuditRecord(0, "{ }", leaf).intact()).isFalse();
    }
}
