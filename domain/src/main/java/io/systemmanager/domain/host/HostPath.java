package io.systemmanager.domain.host;

import java.util.ArrayList;

/**
 * A place in a host's file tree.
 *
 * @param value absolute, without {@code .}, {@code ..}, empty names and a slash at the end
 */
public record HostPath(String value) implements Comparable<HostPath> {
    private static final String ROOT = "/";

    public HostPath {
        if (!isNormal(value)) {
            throw new IllegalArgumentException("not a normal absolute path");
        }
    }

    /**
     * The place that an absolute path names, by its text alone: no link is followed.
     *
     * @throws IllegalArgumentException when it is not absolute
     */
    public static HostPath named(String path) {
        if (!path.startsWith(ROOT)) {
            throw new IllegalArgumentException("not an absolute path");
        }
        var names = new ArrayList<String>();
        for (var name : path.split(ROOT, -1)) {
            switch (name) {
                case "", "." -> {}
                case ".." -> {
                    if (!names.isEmpty()) {
                        names.removeLast();
                    }
                }
                default -> names.add(name);
            }
        }
        return new HostPath(ROOT + String.join(ROOT, names));
    }

    /** Whether the other is this place or lies in it. */
    public boolean holds(HostPath other) {
        return value.equals(ROOT)
                || other.value.equals(value)
                || other.value.startsWith(value + ROOT);
    }

    /** Whether one of the two lies in the other, so that who has one reaches into the other. */
    public boolean overlaps(HostPath other) {
        return holds(other) || other.holds(this);
    }

    /** The same place seen from where {@code here} is called {@code there}; it lies in it. */
    public HostPath moved(HostPath here, HostPath there) {
        if (!here.holds(this)) {
            throw new IllegalArgumentException("it does not lie there");
        }
        var rest = here.value.equals(ROOT) ? value : value.substring(here.value.length());
        return named(there.value + rest);
    }

    @Override
    public int compareTo(HostPath other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean isNormal(String path) {
        if (path.equals(ROOT)) {
            return true;
        }
        if (!path.startsWith(ROOT) || path.indexOf('\0') >= 0) {
            return false;
        }
        for (var name : path.substring(1).split(ROOT, -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                return false;
            }
        }
        return true;
    }
}
