package io.systemmanager.sqlite;

import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs what became durable, at most once in its pause and off the way of the commits, because a
 * signature costs more than all the rest of a commit. A platform thread, as it waits for one.
 */
final class Notary implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notary.class);

    private final GroupCommit commits;
    private final Writer writer;
    private final Duration pause;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private Optional<Checkpoint> last = Optional.empty();

    /**
     * @param pause between two notes
     */
    Notary(GroupCommit commits, Writer writer, Duration pause) {
        this.commits = commits;
        this.writer = writer;
        this.pause = pause;
        this.thread = Thread.ofPlatform().name("ledger-notary").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Signs the last state, as far as the writer still takes it. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean last = false;
        try {
            while (!last) {
                last = closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
                sign();
            }
        } catch (InterruptedException unforeseen) {
            Thread.currentThread().interrupt(); // nobody else knows this thread
        }
    }

    private void sign() {
        var sealed = commits.checkpoint().filter(durable -> !last.equals(Optional.of(durable)));
        if (sealed.isEmpty()) {
            return;
        }
        try {
            var note = commits.note().orElseThrow();
            var signed = Checkpoint.parse(note.text());
            writer.note(signed.orElseThrow(), note);
            last = signed;
        } catch (LedgerUnavailable later) {
            LOG.warn("a note was not kept; the next one will say as much", later);
        }
    }
}
