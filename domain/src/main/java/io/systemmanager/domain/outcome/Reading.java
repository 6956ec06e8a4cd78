package io.systemmanager.domain.outcome;

import java.util.function.Function;

/**
 * The answer of a port that was asked to look: what it saw, or the fault that kept it from seeing.
 */
public sealed interface Reading<T> {

    /** What was seen. */
    record Seen<T>(T value) implements Reading<T> {}

    /** Nothing was seen. */
    record Missed<T>(Fault fault) implements Reading<T> {}

    /** The same reading of something derived from the value. */
    default <R> Reading<R> map(Function<? super T, ? extends R> function) {
        return switch (this) {
            case Seen<T>(var value) -> new Seen<>(function.apply(value));
            case Missed<T>(var fault) -> new Missed<>(fault);
        };
    }

    static <T> Reading<T> of(T value) {
        return new Seen<>(value);
    }

    static <T> Reading<T> missed(FaultCode code, String cause) {
        return new Missed<>(new Fault(code, cause));
    }
}
