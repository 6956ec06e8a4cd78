package io.systemmanager.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.simulated.SeededRandomness;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    private final Bench bench = new Bench();
    private final Ids ids = new Ids(bench.clock, new SeededRandomness(3));

    @Test
    void requestIdsAreUuidsOfVersionSevenInTheOrderOfTime() {
        var first = ids.request();
        bench.clock.advance(Duration.ofMillis(1));
        var second = ids.request();

        assertThat(first.value().version()).isEqualTo(7);
        assertThat(first.value().variant()).isEqualTo(2);
        assertThat(first.toString()).isLessThan(second.toString());
    }

    @Test
    void operationIdsDiffer() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add(ids.operation().value())).isTrue();
        }
    }

    @Test
    void aCallJoinsTheCallersTrace() {
        var trace =
                ids.trace(Optional.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));

        assertThat(trace.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(trace.parentSpanId()).contains("00f067aa0ba902b7");
        assertThat(trace.spanId()).isNotEqualTo("00f067aa0ba902b7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"
            })
    void aMalformedTraceparentBeginsATraceOfItsOwn(String header) {
        var trace = ids.trace(Optional.of(header));

        assertThat(trace.parentSpanId()).isEmpty();
    }
}
