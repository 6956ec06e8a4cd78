package io.systemmanager.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class SigningKeysTest {
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final KeySource.Fetched FAILED = new KeySource.Fetched.Failed("planted");
    private static final KeySet OLD = Keys.set(Keys.ec("old"));
    private static final KeySet NEW = Keys.set(Keys.ec("new"));

    private final SteppedClock clock = new SteppedClock();
    private KeySource.Fetched published = new KeySource.Fetched.Got(OLD);
    private int fetches;
    private final SigningKeys keys = keys(Runnable::run);

    private SigningKeys keys(Executor executor) {
        return new SigningKeys(
                () -> {
                    fetches++;
                    return published;
                },
                SigningKeys.Times.pausing(PAUSE),
                clock,
                executor);
    }

    @Test
    void keysAreFetchedOnceAndKept() {
        assertThat(keys.find("old")).isEqualTo(new SigningKeys.Found.Known(OLD));
        clock.step(Duration.ofMinutes(9));
        assertThat(keys.find("old")).isEqualTo(new SigningKeys.Found.Known(OLD));

        assertThat(fetches).isEqualTo(1);
    }

    @Test
    void keysThatAreNoLongerFreshAreUsedWhileNewOnesAreFetched() {
        Deque<Runnable> waiting = new ArrayDeque<>();
        var patient = keys(waiting::add);
        patient.refresh();
        waiting.remove().run();
        clock.step(Duration.ofMinutes(10));

        assertThat(patient.find("old")).isEqualTo(new SigningKeys.Found.Known(OLD));

        assertThat(waiting).hasSize(1);
    }

    @Test
    void anUnknownKeyIsLookedForAtMostOnceInAPause() {
        keys.find("old");
        clock.step(PAUSE.minusMillis(1));
        for (int i = 0; i < 100; i++) {
            assertThat(keys.find("made-up-" + i)).isEqualTo(new SigningKeys.Found.Unknown());
        }
        assertThat(fetches).isEqualTo(1);

        clock.step(Duration.ofMillis(1));
        keys.find("made-up");
        keys.find("made-up");

        assertThat(fetches).isEqualTo(2);
    }

    @Test
    void aRotationIsNoticedByTheFirstTokenOfTheNewKey() {
        keys.find("old");
        published = new KeySource.Fetched.Got(NEW);
        clock.step(PAUSE);

        assertThat(keys.find("new")).isEqualTo(new SigningKeys.Found.Known(NEW));
        assertThat(keys.find("old")).isEqualTo(new SigningKeys.Found.Unknown());
    }

    @Test
    void staleKeysServeForAnHourAndNotLonger() {
        keys.find("old");
        published = FAILED;
        clock.step(Duration.ofMinutes(59));
        assertThat(keys.find("old")).isEqualTo(new SigningKeys.Found.Known(OLD));

        clock.step(Duration.ofMinutes(1));

        assertThat(keys.find("old")).isInstanceOf(SigningKeys.Found.Unavailable.class);
    }

    @Test
    void aKeyThatMayBeNewIsNotCalledUnknownWhileNobodyCanTell() {
        keys.find("old");
        published = FAILED;
        clock.step(PAUSE);

        assertThat(keys.find("new")).isEqualTo(new SigningKeys.Found.Unavailable(PAUSE));
        clock.step(Duration.ofSeconds(10));
        assertThat(keys.find("new"))
                .isEqualTo(new SigningKeys.Found.Unavailable(Duration.ofSeconds(20)));
        assertThat(fetches).isEqualTo(2);
    }

    @Test
    void aFailureIsSeenAndEndsByItselfWithoutAnyToken() {
        published = FAILED;
        keys.refresh();
        assertThat(keys.failing()).isTrue();
        published = new KeySource.Fetched.Got(OLD);
        clock.step(PAUSE);

        keys.failing();

        assertThat(keys.failing()).isFalse();
    }

    @Test
    void aClockThatIsSetBackDoesNotStopTheFetching() {
        keys.find("old");
        clock.step(Duration.ofDays(-1));
        published = new KeySource.Fetched.Got(NEW);

        assertThat(keys.find("new")).isEqualTo(new SigningKeys.Found.Known(NEW));
    }
}
