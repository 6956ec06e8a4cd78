package io.systemmanager.domain.json;

import java.util.List;
import java.util.Map;

/**
 * A JSON value without fractions, the only form in which facts are digested, hashed and stored.
 *
 * <p>Values are immutable and safe to share between threads. Integers lie within ±(2^53−1), so that
 * every JSON reader sees the same number (RFC 7493 §2.2).
 */
public sealed interface Json {

    /** A string; lone surrogates are refused, since they have no UTF-8 form. */
    record Text(String value) implements Json {
        public Text {
            requireWhole(value);
        }

        static void requireWhole(String value) {
            for (int i = 0; i < value.length(); i++) {
                if (Character.isSurrogate(value.charAt(i))) { // which few texts have
                    requirePairs(value, i);
                    return;
                }
            }
        }

        private static void requirePairs(String value, int from) {
            int i = from;
            while (i < value.length()) {
                i += Character.isSurrogate(value.charAt(i)) ? pair(value, i) : 1;
            }
        }

        private static int pair(String value, int at) {
            if (Character.charCount(value.codePointAt(at)) == 1) {
                throw new IllegalArgumentException("a lone surrogate at index " + at);
            }
            return 2;
        }
    }

    /** An integer within ±(2^53−1). */
    record Int(long value) implements Json {
        private static final long LIMIT = (1L << 53) - 1;

        public Int {
            if (value > LIMIT || value < -LIMIT) {
                throw new IllegalArgumentException("beyond the exact range of JSON numbers");
            }
        }
    }

    /** A truth value. */
    record Bool(boolean value) implements Json {}

    /** The JSON null. */
    record Nil() implements Json {}

    /** An array. */
    record Arr(List<Json> items) implements Json {
        public Arr {
            items = List.copyOf(items);
        }
    }

    /**
     * An object.
     *
     * @param members in the order of their names' UTF-16 code units, as RFC 8785 §3.2.3 wants it,
     *     whatever the order of the map given
     */
    record Obj(Map<String, Json> members) implements Json {
        public Obj {
            members = members instanceof Members ordered ? ordered : Members.of(members);
        }
    }

    static Text of(String value) {
        return new Text(value);
    }

    static Int of(long value) {
        return new Int(value);
    }

    static Bool of(boolean value) {
        return new Bool(value);
    }

    /** An array of strings. */
    static Arr texts(Iterable<String> values) {
        var items = new java.util.ArrayList<Json>();
        values.forEach(value -> items.add(of(value)));
        return new Arr(items);
    }

    /** An object of strings. */
    static Obj texts(Map<String, String> values) {
        var object = object();
        values.forEach((name, value) -> object.put(name, value));
        return object.build();
    }

    /** A builder that leaves absent members out. */
    static Builder object() {
        return new Builder();
    }

    /** Collects members; not thread-safe. */
    final class Builder {
        private final Members.Draft members = new Members.Draft();

        private Builder() {}

        public Builder put(String name, Json value) {
            members.put(name, value);
            return this;
        }

        public Builder put(String name, String value) {
            return put(name, of(value));
        }

        public Builder put(String name, long value) {
            return put(name, of(value));
        }

        public Builder put(String name, boolean value) {
            return put(name, of(value));
        }

        /** Puts the member when there is a value. */
        public Builder put(String name, java.util.Optional<String> value) {
            value.ifPresent(text -> put(name, text));
            return this;
        }

        /** What was put so far; what is put later is not in it. */
        public Obj build() {
            return new Obj(members.made());
        }
    }
}
