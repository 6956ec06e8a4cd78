package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private static final Duration AT_ONCE = Duration.ZERO;

    private final FairQueue<String, Integer> queue = new FairQueue<>(100, 60);

    private FairQueue.Offer offer(String lane, int item) throws InterruptedException {
        return queue.offer(lane, item, AT_ONCE);
    }

    @Test
    void lanesTakeTurnsAndKeepTheirOrder() throws Exception {
        for (int i = 0; i < 5; i++) {
            offer("many", i);
        }
        offer("few", 100);
        offer("few", 101);
        assertThat(queue.poll(4)).containsExactly(0, 100, 1, 101);
        assertThat(queue.take(9)).containsExactly(2, 3, 4);
        assertThat(queue.poll(9)).isEmpty();
    }

    @Test
    void aLaneFillsItsShareAndOthersTheRest() throws Exception {
        for (int i = 0; i < 60; i++) {
            assertThat(offer("many", i)).isEqualTo(FairQueue.Offer.TAKEN);
        }
        assertThat(offer("many", 60)).isEqualTo(FairQueue.Offer.SHARE_USED);
        for (int i = 0; i < 40; i++) {
            assertThat(offer("few", i)).isEqualTo(FairQueue.Offer.TAKEN);
        }
        assertThat(offer("third", 0)).isEqualTo(FairQueue.Offer.FULL);
        assertThat(queue.size()).isEqualTo(100);
    }

    @Test
    void whoWaitsGetsThePlaceThatIsFreed() throws Exception {
        for (int i = 0; i < 60; i++) {
            offer("many", i);
        }
        var late = new ArrayList<FairQueue.Offer>();
        var waiting =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                late.add(queue.offer("many", 60, Duration.ofMinutes(1)));
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        queue.poll(1);
        waiting.join();
        assertThat(late).containsExactly(FairQueue.Offer.TAKEN);
    }

    @Test
    void theTakerWaitsForAnItemAsLongAsItHasPatience() throws Exception {
        assertThat(queue.poll(9, Duration.ofMillis(1))).isEmpty();
        var taken = new FutureTask<>(() -> queue.poll(9, Duration.ofMinutes(1)));
        var taker = Thread.ofVirtual().start(taken);
        awaitParked(taker);
        offer("a", 1);
        assertThat(taken.get()).containsExactly(1);
    }

    private static void awaitParked(Thread thread) throws InterruptedException {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.sleep(1);
        }
    }

    /** For any history: nothing lost, nothing twice, order within lanes, and no lane waits long. */
    @Test
    void nobodyWaitsLongerThanOneTurnOfAllOthersForEachOfItsOwn() throws Exception {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var fair = new FairQueue<Integer, int[]>(1_000, 1_000);
            var put = new HashMap<Integer, Integer>();
            for (int i = 0; i < 300; i++) {
                // Lane 0 floods.
                int lane = random.nextInt(3) > 0 ? 0 : random.nextInt(6);
                fair.offer(lane, new int[] {lane, put.merge(lane, 1, Integer::sum)}, AT_ONCE);
            }
            var out = new ArrayList<int[]>();
            for (var some = fair.poll(7); !some.isEmpty(); some = fair.poll(7)) {
                out.addAll(some);
            }
            assertThat(out).hasSize(300);
            put.forEach((lane, count) -> assertThat(numbers(out, lane)).isSorted().hasSize(count));
            for (int i = 0; i < out.size(); i++) {
                // The n-th of a lane comes within n turns of all lanes.
                assertThat(i).isLessThan(out.get(i)[1] * put.size());
            }
        }
    }

    private static List<Integer> numbers(List<int[]> out, int lane) {
        return out.stream()
                .filter(item -> item[0] == lane)
                .map(item -> item[1])
                .collect(Collectors.toList());
    }
}
