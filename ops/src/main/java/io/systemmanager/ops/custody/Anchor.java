package io.systemmanager.ops.custody;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.domain.audit.LogEvent;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.port.AnchorSink;
import io.systemmanager.domain.port.AnchorSink.Receipt;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One anchor and how it went. An entry is written when it takes a note for the first time, when it
 * stops to and when it does again, and not for each note: an entry makes the log longer, and a
 * longer log is shown again, so the log would grow without anybody doing anything.
 */
public final class Anchor {
    private static final Logger LOG = LoggerFactory.getLogger(Anchor.class);

    private final AnchorSink sink;
    private final Recorder said;
    private final InstantSource clock;
    private final ExecutorService thread;
    private CompletableFuture<Receipt> shown = CompletableFuture.completedFuture(null);
    private long showing = -1;
    private long size = -1;
    private Optional<Instant> at = Optional.empty();
    private Optional<String> fault = Optional.empty();

    /** Where it is recorded. */
    @FunctionalInterface
    public interface Recorder {
        void write(LogEvent event);
    }

    Anchor(AnchorSink sink, Recorder said, InstantSource clock) {
        this.sink = sink;
        this.said = said;
        this.clock = clock;
        this.thread =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("anchor " + sink.name()).daemon().factory());
    }

    /** Begins to show the note; false when it was taken already. */
    synchronized boolean begin(SignedNote note, long notes) {
        if (notes == size && fault.isEmpty()) {
            return false;
        }
        if (shown.isDone()) { // else it still hangs on an earlier one
            showing = notes;
            shown = CompletableFuture.supplyAsync(() -> sink.show(note), thread);
        }
        return true;
    }

    /**
     * Waits for what came of it, and records what is news.
     *
     * @param deadline until when, by {@link System#nanoTime}
     */
    synchronized void end(long deadline) {
        switch (receipt(deadline)) {
            case Receipt.Accepted() -> {
                boolean news = size < 0 || fault.isPresent();
                size = showing;
                at = Optional.of(clock.instant());
                fault = Optional.empty();
                if (news) {
                    LOG.info("{} takes checkpoints", sink.name());
                    said.write(new LogEvent.Anchored(sink.name(), size));
                }
            }
            case Receipt.Refused(var why) -> fail(why);
            case Receipt.Failed(var why) -> fail(why);
        }
    }

    private void fail(String why) {
        boolean news = fault.isEmpty();
        fault = Optional.of(why);
        if (news) {
            LOG.error("{} takes no checkpoint: {}", sink.name(), why);
            said.write(new LogEvent.AnchorFailed(sink.name(), why));
        }
    }

    private Receipt receipt(long deadline) {
        try {
            return shown.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Receipt.Failed("no answer in time");
        } catch (ExecutionException e) {
            LOG.error("{} is broken", sink.name(), e);
            return new Receipt.Failed("it is broken; see the server's log");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Receipt.Failed("the server ended");
        }
    }

    /** Whether it has taken a note of so many entries, or a later one. */
    synchronized boolean took(long notes) {
        return size >= notes && fault.isEmpty();
    }

    /** Whether the last that it took is older. */
    synchronized boolean isBehind(long notes) {
        return size < notes && fault.isEmpty();
    }

    synchronized boolean failing() {
        return fault.isPresent();
    }

    synchronized ObjectNode describe() {
        var node = JsonNodeFactory.instance.objectNode().put("name", sink.name());
        if (size >= 0) {
            node.put("size", size).put("at", at.map(Instant::toString).orElse(""));
        }
        fault.ifPresent(why -> node.put("error", why));
        return node;
    }

    void close() {
        thread.shutdownNow();
    }
}
