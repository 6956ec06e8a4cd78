package io.systemmanager.contract.port;

import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.outcome.Reading;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Takes answers apart, and fails with what was answered instead. */
final class Expect {

    private Expect() {}

    static <T> T seen(Reading<T> reading) {
        return switch (reading) {
            case Reading.Seen<T>(var value) -> value;
            case Reading.Missed<T>(var fault) -> throw new AssertionError("missed: " + fault);
        };
    }

    /** What comes within half a minute; the figure only keeps a test from waiting for ever. */
    static <T> T soon(Supplier<Optional<T>> source) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        var found = source.get();
        while (found.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            found = source.get();
        }
        return found.orElseThrow(() -> new AssertionError("it did not come"));
    }

    static FaultCode fault(Reading<?> reading) {
        if (reading instanceof Reading.Missed<?>(var fault)) {
            return fault.code();
        }
        throw new AssertionError("no fault, but " + reading);
    }

    static FaultCode fault(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed(var fault) -> fault.code();
            case Outcome.Succeeded _, Outcome.RolledBack _, Outcome.Unknown _ ->
                    throw new AssertionError("not failed, but " + outcome);
        };
    }
}
