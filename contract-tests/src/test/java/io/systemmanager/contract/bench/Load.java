package io.systemmanager.contract.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** Many writers in a closed loop: each hands in the next piece when the last one is done. */
final class Load {
    private static final double WARM_UP = 0.3; // of the time, not counted

    private Load() {}

    /** One piece of work of a writer. */
    @FunctionalInterface
    interface Work {
        void run(int writer, long count) throws Exception;
    }

    /**
     * @param cpuMicros of the whole process for one piece
     */
    record Figures(double perSecond, double p50Millis, double p99Millis, double cpuMicros) {
        String text() {
            return String.format(
                    Locale.ROOT, "%8.0f/s p50 %6.2f p99 %7.1f ms", perSecond, p50Millis, p99Millis);
        }
    }

    static Figures of(int writers, Duration time, Work work) throws Exception {
        loop(writers, (long) (time.toNanos() * WARM_UP), work);
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long from = System.nanoTime();
        var took = loop(writers, time.toNanos(), work);
        double seconds = (System.nanoTime() - from) / 1e9;
        Arrays.sort(took);
        return new Figures(
                took.length / seconds,
                took[took.length / 2] / 1e6,
                took[(int) (took.length * 0.99)] / 1e6,
                (system.getProcessCpuTime() - cpu) / 1e3 / took.length);
    }

    private static long[] loop(int writers, long nanos, Work work) throws Exception {
        var all = new ConcurrentLinkedQueue<long[]>();
        var failure = new AtomicReference<Exception>();
        var ended = new CountDownLatch(writers);
        long until = System.nanoTime() + nanos;
        for (int i = 0; i < writers; i++) {
            int writer = i;
            Thread.ofPlatform()
                    .start(() -> {
                        try {
                            all.add(one(writer, until, work));
                        } catch (Exception e) {
                            failure.set(e);
                        } finally {
                            ended.countDown();
                        }
                    });
        }
        ended.await();
        if (failure.get() != null) {
            throw failure.get();
        }
        return all.stream().flatMapToLong(Arrays::stream).toArray();
    }

    private static long[] one(int writer, long until, Work work) throws Exception {
        var took = new long[1_024];
        int count = 0;
        for (long now = System.nanoTime(); now < until; ) {
            work.run(writer, count);
            long then = System.nanoTime();
            if (count == took.length) {
                took = Arrays.copyOf(took, 2 * count);
            }
            took[count++] = then - now;
            now = then;
        }
        return Arrays.copyOf(took, count);
    }
}
