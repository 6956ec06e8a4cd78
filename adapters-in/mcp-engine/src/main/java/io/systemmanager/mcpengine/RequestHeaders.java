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
        var copies = all(name);
        if (copies.isEmpty()) {
            return new Value.Absent();
        }
        var first = copies.getFirst().strip();
        for (var copy : copies) {
            if (!copy.strip().equals(first)) {
                return new Value.Unusable();
            }
        }
        return allowed(first) ? new Value.Single(first) : new Value.Unusable();
    }

    /** The one usable value. */
    default Optional<String> text(String name) {
        return value(name) instanceof Value.Single(var text) ? Optional.of(text) : Optional.empty();
    }

    private static boolean allowed(String value) {
        for (int i = 0; i < value.length(); i++) { // asked several times a call: no stream here
            char c = value.charAt(i);
            if (c != '\t' && (c < 0x20 || c > 0x7e)) {
                return false;
            }
        }
        return true;
    }
}
