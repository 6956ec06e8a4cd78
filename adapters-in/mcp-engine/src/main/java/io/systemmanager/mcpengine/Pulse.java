package io.systemmanager.mcpengine;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Shows life on the answers that take long, so that nothing between takes them for dead and a
 * client that left is noticed. One thread looks after all, and only while there are any; each that
 * is due is written by a thread of its own, because a client that reads slowly blocks a write.
 */
final class Pulse {
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

    private final Duration silence;
    private final Duration interval;
    private final Set<AnswerStream> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean beating = new AtomicBoolean();

    /**
     * @param silence after which a sign is due
     */
    Pulse(Duration silence) {
        this.silence = silence;
        var half = silence.dividedBy(2);
        this.interval = half.compareTo(LONGEST_LOOK) < 0 ? half : LONGEST_LOOK;
    }

    /** Looks after an answer until it is closed. */
    Beat over(AnswerStream stream) {
        if (!stream.takesEvents()) {
            return () -> {};
        }
        running.add(stream);
        if (!beating.get() && beating.compareAndSet(false, true)) {
            Thread.ofVirtual().name("mcp-pulse").start(this::beat);
        }
        return () -> running.remove(stream);
    }

    /** The care for one answer. */
    @FunctionalInterface
    interface Beat extends AutoCloseable {
        @Override
        void close();
    }

    private void beat() {
        try {
            do {
                while (!running.isEmpty()) {
                    Thread.sleep(interval);
                    for (var stream : running) {
                        if (stream.isQuiet(silence)) {
                            Thread.ofVirtual().start(() -> stream.pulse(silence));
                        }
                    }
                }
                beating.set(false);
            } while (!running.isEmpty() && beating.compareAndSet(false, true));
        } catch (InterruptedException unforeseen) {
            Thread.currentThread().interrupt(); // nobody else knows this thread
        }
    }
}
