package io.systemmanager.domain.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object in the order of their names' UTF-16 code units. Two arrays: objects have
 * few members, and each entry of the log is made of a dozen of them. Immutable and thread-safe.
 */
final class Members extends AbstractMap<String, Json> {
    private final String[] names;
    private final Json[] values;
    private final int size;

    private Members(String[] names, Json[] values, int size) {
        this.names = names;
        this.values = values;
        this.size = size;
    }

    /** A copy of any map. */
    static Members of(Map<String, Json> members) {
        var draft = new Draft();
        members.forEach(draft::put);
        return draft.made();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public @Nullable Json get(@Nullable Object name) {
        int at = name instanceof String text ? Arrays.binarySearch(names, 0, size, text) : -1;
        return at < 0 ? null : values[at];
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public Set<Entry<String, Json>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, Json>> iterator() {
                return new InOrder();
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    private final class InOrder implements Iterator<Entry<String, Json>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < size;
        }

        @Override
        public Entry<String, Json> next() {
            if (next == size) {
                throw new NoSuchElementException();
            }
            return Map.entry(names[next], values[next++]);
        }
    }

    /** Members that are being collected; not thread-safe. */
    static final class Draft {
        private static final int USUAL = 8;

        private String[] names = new String[USUAL];
        private Json[] values = new Json[USUAL];
        private int size;
        private boolean handedOver;

        /** Puts a member in its place, or in the place of the one with its name. */
        void put(String name, Json value) {
            Json.Text.requireWhole(name);
            if (handedOver || size == names.length) {
                int length = size == names.length ? 2 * size : names.length;
                names = Arrays.copyOf(names, length);
                values = Arrays.copyOf(values, length);
                handedOver = false;
            }
            int at = find(name);
            if (at < 0) {
                at = -at - 1;
                System.arraycopy(names, at, names, at + 1, size - at);
                System.arraycopy(values, at, values, at + 1, size - at);
                names[at] = name;
                size++;
            }
            values[at] = value;
        }

        /** As a binary search says it; most are put in order, and go on the end. */
        private int find(String name) {
            boolean last = size == 0 || names[size - 1].compareTo(name) < 0;
            return last ? -size - 1 : Arrays.binarySearch(names, 0, size, name);
        }

        /** What was put so far; what is put later is not in it. */
        Members made() {
            handedOver = true;
            return new Members(names, values, size);
        }
    }
}
