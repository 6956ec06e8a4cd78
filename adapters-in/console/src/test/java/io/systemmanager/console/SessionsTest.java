package io.systemmanager.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private final ConsoleBench bench = new ConsoleBench();

    @AfterEach
    void close() {
        bench.close();
    }

    private int status() {
        return bench.get("/console/health").status();
    }

    @Test
    void aSessionEndsWhenNobodyUsesIt() {
        bench.clock.advance(Session.IDLE);
        assertThat(status()).isEqualTo(200);
        bench.clock.advance(Session.IDLE.plusSeconds(1));
        assertThat(status()).isEqualTo(401);
    }

    @Test
    void aSessionEndsHoweverMuchItIsUsed() {
        for (int i = 0; i < 48; i++) {
            bench.clock.advance(Duration.ofMinutes(10));
            assertThat(status()).as("after %s times ten minutes", i + 1).isEqualTo(200);
        }
        bench.clock.advance(Duration.ofMinutes(1));
        assertThat(status()).isEqualTo(401);
    }

    @Test
    void aSessionEndsWhenTheClockIsSetBack() {
        bench.clock.advance(Duration.ofMinutes(-1));
        assertThat(status()).isEqualTo(401);
    }

    @Test
    void eightSessionsOfOneSecretAndTheOldestMakesRoom() {
        var sessions = bench.sessions();
        var first = sessions.open(bench.secret);
        var second = sessions.open(bench.secret);
        for (int i = 0; i < 7; i++) {
            sessions.open(bench.secret);
        }
        assertThat(sessions.visit(first)).isEmpty();
        assertThat(sessions.visit(second)).isPresent();
    }

    @Test
    void anIdIsFoundOnlyAsAWhole() {
        var sessions = bench.sessions();
        var id = sessions.open(bench.secret);

        assertThat(sessions.visit(id)).isPresent();
        assertThat(sessions.visit(id.substring(1))).isEmpty();
        assertThat(sessions.visit("")).isEmpty();
        sessions.end(id);
        assertThat(sessions.visit(id)).isEmpty();
    }
}
