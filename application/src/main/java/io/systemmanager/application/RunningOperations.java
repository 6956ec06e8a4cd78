package io.systemmanager.application;

import io.systemmanager.domain.journal.OperationId;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The changes that are being carried out now. Each has a place from before its intent is recorded,
 * so that whoever finds the record finds what to wait for; and a thread of its own, so that it
 * outlives the call that began it. Thread-safe.
 */
final class RunningOperations {
    private static final int MOST = 1_000;

    private final Map<OperationId, CompletableFuture<Reply.Tracked>> running =
            new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(MOST);

    /** Takes a place for a change; false when it has one, or when there are too many. */
    boolean reserve(OperationId id) {
        if (!places.tryAcquire()) {
            return false;
        }
        if (running.putIfAbsent(id, new CompletableFuture<>()) != null) {
            places.release();
            return false;
        }
        return true;
    }

    /** Begins to carry out a change that has its place; its end is seen by all who await it. */
    Future<Reply.Tracked> start(OperationId id, Supplier<Reply.Tracked> change) {
        var end = Objects.requireNonNull(running.get(id), "no place is reserved");
        Thread.ofVirtual()
                .name("operation-" + id)
                .start(() -> {
                    try {
                        end.complete(change.get());
                    } catch (RuntimeException | Error broken) {
                        end.completeExceptionally(broken);
                        throw broken;
                    } finally {
                        release(id);
                    }
                });
        return end;
    }

    /** Gives back a place that its change has used, or came not to use. */
    void release(OperationId id) {
        var end = running.remove(id);
        if (end != null) {
            end.completeExceptionally(new IllegalStateException("The change did not begin."));
            places.release();
        }
    }

    /** Waits for the end; empty when it has not come by then, or runs nowhere in this process. */
    Optional<Reply.Tracked> await(OperationId id, Duration patience) {
        var end = running.get(id);
        return end == null ? Optional.empty() : await(end, patience);
    }

    /** Waits for an end; empty when it has not come by then. */
    static Optional<Reply.Tracked> await(Future<Reply.Tracked> end, Duration patience) {
        try {
            return Optional.of(end.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException notSeen) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** How many have a place. */
    int count() {
        return running.size();
    }

    /** Waits until all have ended, at most that long; answers whether they have. */
    boolean drain(Duration patience) {
        var all = running.values().toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(all).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException broken) { // which is an end too
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
