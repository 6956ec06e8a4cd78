package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final FairQueue<Lane, Unit> queue = new FairQueue<>(2_000, 2_000);

    private Intake intake(int enough, Duration idle, Unit... first) {
        return new Intake(queue, List.of(first), enough, idle);
    }

    @Test
    void whatComesInWhileTheFirstIsWrittenIsInTheBatch() throws Exception {
        var first = unit();
        var intake = intake(1, Duration.ZERO, first);
        assertThat(intake.next()).containsExactly(first);
        var second = offered();
        assertThat(intake.next()).containsExactly(second);
        assertThat(intake.next()).isEmpty();
        assertThat(intake.size()).isEqualTo(2);
    }

    @Test
    void theBatchWaitsForEnoughAndNotForMore() throws Exception {
        var intake = intake(2, LONG, unit());
        intake.next();
        var more = new FutureTask<>(intake::next);
        var writer = Thread.ofVirtual().start(more);
        while (writer.getState() != Thread.State.TIMED_WAITING) {
            Thread.sleep(1);
        }
        var late = offered();
        assertThat(more.get()).containsExactly(late);
        assertThat(intake.next()).isEmpty();
    }

    /** Its patience is for all its waits together, and not for each. */
    @Test
    void theBatchIsCompleteWhenItsPatienceIsUsedUp() {
        var intake = intake(9, Duration.ofMillis(1), unit());
        intake.next();
        assertThat(intake.next()).isEmpty();
        assertThat(intake.next()).isEmpty();
    }

    @Test
    void aBatchHasABound() throws Exception {
        var intake = intake(0, Duration.ZERO, unit());
        for (int i = 0; i < 2 * Intake.MOST; i++) {
            offered();
        }
        assertThat(intake.next()).hasSize(1);
        assertThat(intake.next()).hasSize(Intake.MOST - 1);
        assertThat(intake.next()).isEmpty();
    }

    @Test
    void whatWasWithdrawnIsLeftOut() {
        var withdrawn = unit();
        withdrawn.claim();
        var kept = unit();
        assertThat(intake(0, Duration.ZERO, withdrawn, kept).next()).containsExactly(kept);
    }

    private Unit offered() throws InterruptedException {
        var unit = unit();
        queue.offer(unit.lane(), unit, Duration.ZERO);
        return unit;
    }

    private static Unit unit() {
        return Unit.of(new Unit.Work.Probe());
    }
}
