package io.systemmanager.mcp;

import io.systemmanager.application.Reply;
import io.systemmanager.application.Request;
import io.systemmanager.domain.operation.GetOperation;
import io.systemmanager.domain.operation.ReadOperation;
import io.systemmanager.domain.operation.UndoOperation;
import io.systemmanager.domain.operation.WriteOperation;
import io.systemmanager.mcpengine.CallStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells a client that waits for a change for how long it has waited. That is all that is known: the
 * engine says of a container's change only when it is over, so no step of the plan is claimed to be
 * done. Thread-safe.
 *
 * @param every the time between two reports
 */
record Waiting(Duration every) {
    private static final Duration STANDARD = Duration.ofSeconds(1);

    static Waiting standard() {
        return new Waiting(STANDARD);
    }

    /** Does the work, and reports while it lasts where it can last. */
    Reply during(Request request, CallStream stream, Supplier<Reply> work) {
        return canLast(request)
                ? reporting(request.operation().name().value(), stream, work)
                : work.get();
    }

    /** Does the work, and reports while it lasts. */
    <T> T reporting(String words, CallStream stream, Supplier<T> work) {
        var ended = new CountDownLatch(1);
        Thread.ofVirtual().name("progress").start(() -> report(words, stream, ended));
        try {
            return work.get();
        } finally {
            ended.countDown();
        }
    }

    private static boolean canLast(Request request) {
        return switch (request.operation()) {
            case WriteOperation _ -> !request.terms().planOnly();
            case GetOperation(_, var patience) -> patience.isPositive();
            case ReadOperation _, UndoOperation _ -> false;
        };
    }

    private void report(String words, CallStream stream, CountDownLatch ended) {
        try {
            var waited = Duration.ZERO;
            while (!ended.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                waited = waited.plus(every);
                stream.progress(
                        waited.toMillis() / 1000.0,
                        OptionalDouble.empty(),
                        Optional.of(
                                "%s is not over after %d s".formatted(words, waited.toSeconds())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
