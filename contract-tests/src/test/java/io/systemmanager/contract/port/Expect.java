package io.systemmanager.contract.port;

import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.outcome.Reading;

/** Takes answers apart, and fails with what was answered instead. */
final class Expect {

    private Expect() {}

    static <T> T seen(Reading<T> reading) {
        return switch (reading) {
            case Reading.Seen<T>(var value) -> value;
            case Reading.Missed<T>(var fault) -> throw new AssertionError("missed: " + fault);
        };
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
