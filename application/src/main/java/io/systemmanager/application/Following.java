package io.systemmanager.application;

import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.port.OperationRecords;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for what becomes of an operation: first for the people that it waits for, then for its end.
 * Thread-safe.
 */
final class Following {
    private final OperationRecords records;
    private final RunningOperations running;

    /** Of the operations that somebody waits for while they wait for people. */
    private final Map<OperationId, CompletableFuture<Void>> decisions = new ConcurrentHashMap<>();

    Following(OperationRecords records, RunningOperations running) {
        this.records = records;
        this.running = running;
    }

    /** That operation waits for nobody any more. */
    void decided(OperationId id) {
        var waiting = decisions.remove(id);
        if (waiting != null) {
            waiting.complete(null);
        }
    }

    /** The operation as it stands when it has ended, or after that time. */
    Reply.Tracked await(OperationRecord operation, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        var now = operation;
        if (now.state() instanceof OperationState.AwaitingApproval) {
            awaitDecision(now.id(), patience);
            now = latest(now);
        }
        if (!(now.state() instanceof OperationState.Running)) {
            return new Reply.Tracked(now, true);
        }
        var left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        var begun = now;
        return running.await(begun.id(), left)
                .orElseGet(() -> new Reply.Tracked(latest(begun), true));
    }

    private void awaitDecision(OperationId id, Duration patience) {
        var decision = decisions.computeIfAbsent(id, _ -> new CompletableFuture<>());
        if (isDecided(id)) { // before anybody could be told
            decided(id);
            return;
        }
        try {
            decision.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException undecided) {
            // The record tells.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isDecided(OperationId id) {
        return records.find(id)
                .filter(record -> record.state() instanceof OperationState.AwaitingApproval)
                .isEmpty();
    }

    private OperationRecord latest(OperationRecord operation) {
        return records.find(operation.id()).orElse(operation);
    }
}
