package io.systemmanager.mcpengine;

import java.util.List;
import java.util.Optional;

/** The headers of a request; names in any case. */
@FunctionalInterface
interface RequestHeaders {

    /** A header as a rule may rely on it. */
    sealed interface Value {
        record Absent() implements Value {}

        record Single(String text) implements Value {}

        /** Sent several times with different values, or with characters outside of ASCII. */
        record Unusable() implements Value {}
    }

    /** Every copy, in order. */
    List<String> all(String name);

    /** The one value, without the space around it. */
    default Value value(String name) {
        var copies = all(name).stream().map(String::strip).distinct().toList();
        if (copies.isEmpty()) {
            return new Value.Absent();
        }
        if (copies.size() > 1 || !copies.getFirst().chars().allMatch(RequestHeaders::isAllowed)) {
            return new Value.Unusable();
        }
        return new Value.Single(copies.getFirst());
    }

    /** The one usable value. */
    default Optional<String> text(String name) {
        return value(name) instanceof Value.Single(var text) ? Optional.of(text) : Optional.empty();
    }

    private static boolean isAllowed(int c) {
        return c == '\t' || (c >= 0x20 && c <= 0x7e);
    }
}
