package io.systemmanager.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.port.LedgerUnavailable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LooksTest {
    private static final Duration PAUSE = Duration.ofMillis(1);

    @Test
    void aLookThatFailsIsFollowedByAnother() throws Exception {
        var looks = new CountDownLatch(4);
        var later = new Looks("a test", PAUSE, () -> failing(looks));
        try {
            assertThat(looks.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            later.close();
        }
    }

    @Test
    void whenItIsClosedNobodyLooksAnyMore() throws Exception {
        var looking = new AtomicInteger();
        var looks = new Looks("a test", PAUSE, looking::incrementAndGet);
        while (looking.get() == 0) {
            Thread.onSpinWait();
        }

        looks.close();

        int last = looking.get();
        Thread.sleep(Duration.ofMillis(50)); // fifty looks' worth
        assertThat(looking).hasValue(last);
    }

    private static void failing(CountDownLatch looks) {
        looks.countDown();
        if (looks.getCount() % 2 == 0) {
            throw new LedgerUnavailable("a planted fault");
        }
        throw new IllegalStateException("a planted fault");
    }
}
