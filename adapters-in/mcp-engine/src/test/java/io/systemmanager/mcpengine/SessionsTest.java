package io.systemmanager.mcpengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final Duration IDLE = Duration.ofMinutes(30);
    private final SteppedClock clock = new SteppedClock();
    private final Sessions sessions =
            new Sessions(
                    new SessionLimits(2, 3, IDLE, 1000),
                    clock,
                    SessionsTest::random,
                    new Announcer());

    private static byte[] random(int count) {
        var bytes = new byte[count];
        ThreadLocalRandom.current().nextBytes(bytes);
        return bytes;
    }

    private String open(String principal) {
        return tryOpen(principal).orElseThrow().id();
    }

    private Optional<Session> tryOpen(String principal) {
        return sessions.open(
                new Session.Agreement(
                        principal,
                        "2025-11-25",
                        ClientCapabilities.none(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private boolean lives(String id, String principal) {
        var visit = sessions.visit(id, principal);
        visit.ifPresent(Sessions.Visit::close);
        return visit.isPresent();
    }

    @Test
    void anIdHasEnoughRandomBitsAndIsVisibleAscii() {
        var asked = new HashSet<Integer>();
        var wide =
                new Sessions(
                        new SessionLimits(1, 1, IDLE, 1000),
                        clock,
                        count -> {
                            asked.add(count);
                            return random(count);
                        },
                        new Announcer());
        var agreement =
                new Session.Agreement(
                        "a",
                        "2025-11-25",
                        ClientCapabilities.none(),
                        Optional.empty(),
                        Optional.empty());
        var ids = new HashSet<String>();
        for (int i = 0; i < 100; i++) {
            ids.add(wide.open(agreement).orElseThrow().id());
        }
        assertThat(ids).hasSize(100).allMatch(id -> id.matches("[\\x21-\\x7e]{22,}"));
        assertThat(asked).allMatch(bytes -> bytes >= 16);
    }

    @Test
    void aSessionDoesNotExistForAnother() {
        var id = open("alice");
        assertThat(lives(id, "bob")).isFalse();
        assertThat(sessions.end(id, "bob")).isFalse();
        assertThat(lives(id, "alice")).isTrue();
    }

    @Test
    void anIdleSessionExpiresAndUseProlongsIt() {
        var id = open("alice");
        clock.step(IDLE.minusSeconds(1));
        assertThat(lives(id, "alice")).isTrue();
        clock.step(IDLE.minusSeconds(1));
        assertThat(lives(id, "alice")).isTrue();
        clock.step(IDLE);
        assertThat(lives(id, "alice")).isFalse();
        assertThat(sessions.open()).isZero();
    }

    @Test
    void aSessionInUseDoesNotExpire() {
        var id = open("alice");
        try (var _ = sessions.visit(id, "alice").orElseThrow()) {
            clock.step(IDLE.multipliedBy(10));
            assertThat(sessions.open()).isEqualTo(1);
            assertThat(lives(id, "alice")).isTrue();
        }
        clock.step(IDLE.minusSeconds(1));
        assertThat(lives(id, "alice")).isTrue();
    }

    @Test
    void theLongestIdleOneGivesItsPlace() {
        var first = open("alice");
        var second = open("alice");
        assertThat(lives(first, "alice")).isTrue(); // used, so now the second is the longest idle
        var third = open("alice");
        assertThat(lives(first, "alice")).isTrue();
        assertThat(lives(second, "alice")).isFalse();
        assertThat(lives(third, "alice")).isTrue();
    }

    @Test
    void idlenessBeginsWhenAUseEnds() {
        var first = open("alice");
        var second = open("alice");
        try (var _ = sessions.visit(first, "alice").orElseThrow()) {
            assertThat(lives(second, "alice")).isTrue();
        }
        open("alice");
        assertThat(lives(first, "alice")).isTrue();
        assertThat(lives(second, "alice")).isFalse();
    }

    @Test
    void nobodyLosesASessionToAnotherWithinTheLimitOfAll() {
        var bobs = open("bob");
        for (int i = 0; i < 10; i++) {
            open("alice");
        }
        assertThat(lives(bobs, "bob")).isTrue();
        assertThat(sessions.open()).isEqualTo(3);
        open("carol");
        assertThat(sessions.open()).isEqualTo(3);
    }

    @Test
    void whereAllAreInUseThereIsNoPlace() {
        try (var _ = sessions.visit(open("alice"), "alice").orElseThrow();
                var _ = sessions.visit(open("alice"), "alice").orElseThrow()) {
            assertThat(tryOpen("alice")).isEmpty();
            assertThat(tryOpen("bob")).isPresent();
        }
        assertThat(tryOpen("alice")).isPresent();
    }

    @Test
    void anEndedSessionIsGone() {
        var id = open("alice");
        assertThat(sessions.end(id, "alice")).isTrue();
        assertThat(sessions.end(id, "alice")).isFalse();
        assertThat(lives(id, "alice")).isFalse();
    }
}
