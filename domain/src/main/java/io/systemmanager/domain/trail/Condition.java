package io.systemmanager.domain.trail;

import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.risk.Risk;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** One thing that must hold for an entry to be found. A condition that exists is valid. */
public sealed interface Condition {

    /** The name of it in arguments and options. */
    default String name() {
        return switch (this) {
            case Since _ -> "since";
            case Until _ -> "until";
            case By _ -> "principal";
            case Of _ -> "tool";
            case Ended _ -> "outcome";
            case OfType _ -> "type";
            case InRequest _ -> "request_id";
            case InTrace _ -> "trace_id";
            case InOperation _ -> "operation_id";
            case Rated _ -> "risk";
            case On _ -> "target";
        };
    }

    /** What it compares with, as text. */
    default String value() {
        return switch (this) {
            case Since(var at) -> at.toString();
            case Until(var at) -> at.toString();
            case By(var subject) -> subject.value();
            case Of(var operation) -> operation.value();
            case Ended(var status) -> status.wireName();
            case OfType(var type) -> type;
            case InRequest(var id) -> id.toString();
            case InTrace(var id) -> id;
            case InOperation(var id) -> id.value();
            case Rated(var risk) -> risk.wireName();
            case On(var target) -> target;
        };
    }

    /** Written at that moment or later, by the wall clock, to the millisecond. */
    record Since(Instant at) implements Condition {
        public Since {
            at = at.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    /** Written before that moment. */
    record Until(Instant at) implements Condition {
        public Until {
            at = at.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    /** About what that principal did. */
    record By(Subject subject) implements Condition {}

    /** About that operation; a name without an action stands for all of its actions. */
    record Of(OperationName operation) implements Condition {}

    /** With that outcome. */
    record Ended(EntryStatus status) implements Condition {}

    /** Of that type, such as {@code op.started}. */
    record OfType(String type) implements Condition {
        private static final Pattern FORM = Pattern.compile("[a-z]{1,16}\\.[a-z_]{1,32}");

        public OfType {
            if (!FORM.matcher(type).matches()) {
                throw new IllegalArgumentException("a type reads family.event, as op.started");
            }
        }
    }

    /** About the call with that correlation id. */
    record InRequest(RequestId id) implements Condition {}

    /** About a call in that trace (W3C Trace Context §3.2.2.3). */
    record InTrace(String id) implements Condition {
        private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

        public InTrace {
            if (!FORM.matcher(id).matches()) {
                throw new IllegalArgumentException("a trace id is 32 hex digits");
            }
        }
    }

    /** About the operation with that record. */
    record InOperation(OperationId id) implements Condition {}

    /** About an operation of that risk. */
    record Rated(Risk risk) implements Condition {}

    /** About that target: its immutable id, or the name by which it was asked for. */
    record On(String target) implements Condition {
        private static final int LONGEST = 128;

        public On {
            if (target.isEmpty() || target.length() > LONGEST) {
                throw new IllegalArgumentException("a target is 1 to 128 characters");
            }
        }
    }
}
