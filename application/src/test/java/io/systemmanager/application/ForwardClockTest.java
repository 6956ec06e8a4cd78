package io.systemmanager.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.simulated.SimulatedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ForwardClockTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final SimulatedClock wall = new SimulatedClock(NOON);
    private final AtomicLong nanos = new AtomicLong();
    private final ForwardClock clock = new ForwardClock(wall, nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void itShowsTheWallClockWhileThatGoesForward() {
        pass(Duration.ofSeconds(1));
        wall.advance(Duration.ofSeconds(2));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(2));
    }

    @Test
    void aWallClockThatIsTurnedBackStopsNoTime() {
        wall.advance(Duration.ofHours(-1));
        pass(Duration.ofMinutes(16));
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofMinutes(16)));
    }

    @Test
    void timeThatPassedUnderATurnedBackClockIsNotLost() {
        wall.advance(Duration.ofHours(-1));
        pass(Duration.ofMinutes(5));
        clock.instant();
        pass(Duration.ofMinutes(5));
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofMinutes(10)));
    }
}
