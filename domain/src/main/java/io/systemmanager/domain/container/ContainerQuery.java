package io.systemmanager.domain.container;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which containers to list, and how.
 *
 * @param show which states
 * @param match a glob on the name, {@code *} and {@code ?}; at most 128 characters
 * @param stack only this compose project
 * @param labels each {@code key} or {@code key=value}; all must hold; at most 10 of 128 characters
 * @param stats whether to sample usage, which takes about a second
 * @param sort by what; ties by name
 * @param limit 1 to 200
 * @param offset how many of the sorted whole to leave out
 */
public record ContainerQuery(
        Show show,
        Optional<String> match,
        Optional<String> stack,
        List<String> labels,
        boolean stats,
        Sort sort,
        int limit,
        int offset) {

    public ContainerQuery {
        labels = List.copyOf(labels);
        if (match.orElse("").length() > 128
                || stack.orElse("").length() > 64
                || labels.size() > 10
                || labels.stream().anyMatch(label -> label.length() > 128)
                || limit < 1
                || limit > 200
                || offset < 0) {
            throw new IllegalArgumentException("a container query beyond its limits");
        }
    }

    /** Running ones by name, the default of the tool. */
    public static ContainerQuery running() {
        return new ContainerQuery(
                Show.RUNNING,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                Sort.NAME,
                50,
                0);
    }

    /** The same query for containers of every state. */
    public ContainerQuery ofAnyState() {
        return new ContainerQuery(Show.ALL, match, stack, labels, stats, sort, limit, offset);
    }

    /** The same query, from a later row on. */
    public ContainerQuery from(int row) {
        return new ContainerQuery(show, match, stack, labels, stats, sort, limit, row);
    }

    /** Which states are shown. */
    public enum Show {
        RUNNING,
        EXITED,
        UNHEALTHY,
        ALL;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the rows are ordered by: names rise, figures fall. */
    public enum Sort {
        NAME,
        CPU,
        MEMORY,
        RESTARTS;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
