package io.systemmanager.mcpengine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What one stream has yet to tell. The same notice waits once, so that the box is never larger than
 * what its client subscribed to. Safe for many threads.
 */
final class Mailbox implements Announcer.Listener, HeldStream.Source {
    private final Subscription subscription;
    private final Function<Notice, String> words;
    private final Set<Notice> waiting = new LinkedHashSet<>();
    private boolean woken;

    /**
     * @param words the event that tells of a notice; empty to say nothing after all
     */
    Mailbox(Subscription subscription, Function<Notice, String> words) {
        this.subscription = subscription;
        this.words = words;
    }

    @Override
    public synchronized void hear(Notice notice) {
        if (subscription.wants(notice)) {
            waiting.add(notice);
            notifyAll();
        }
    }

    @Override
    public synchronized void wake() {
        woken = true;
        notifyAll();
    }

    @Override
    public List<String> next(Duration atMost) throws InterruptedException {
        List<Notice> taken;
        synchronized (this) {
            long deadline = System.nanoTime() + atMost.toNanos();
            long left = atMost.toNanos();
            while (waiting.isEmpty() && !woken && left > 0) {
                wait(Math.max(1, left / 1_000_000));
                left = deadline - System.nanoTime();
            }
            woken = false;
            taken = new ArrayList<>(waiting);
            waiting.clear();
        }
        return taken.stream().map(words).filter(event -> !event.isEmpty()).toList();
    }

    @Override
    public boolean isOver() {
        return false;
    }
}
