package io.systemmanager.domain.container;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Applies a {@link ContainerQuery} to rows, the same way for every adapter. */
public final class ContainerSelection {

    private ContainerSelection() {}

    /** The page that the query asks for, from all rows and the labels of each. */
    public static ContainerPage page(
            ContainerQuery query,
            List<ContainerSummary> all,
            Function<ContainerSummary, Map<String, String>> labels) {
        var matching =
                all.stream()
                        .filter(row -> shows(query, row))
                        .filter(row -> query.match().map(g -> glob(g, row.name())).orElse(true))
                        .filter(row ->
                                query.stack()
                                        .map(s -> s.equals(row.stack().orElse("")))
                                        .orElse(true))
                        .filter(row -> labelled(query.labels(), labels.apply(row)))
                        .sorted(order(query.sort()))
                        .toList();
        var rows = matching.stream().skip(query.offset()).limit(query.limit()).toList();
        return new ContainerPage(rows, matching.size());
    }

    private static boolean shows(ContainerQuery query, ContainerSummary row) {
        return switch (query.show()) {
            case RUNNING -> row.state().alive();
            case EXITED -> !row.state().alive();
            case UNHEALTHY -> row.health().filter("unhealthy"::equals).isPresent();
            case ALL -> true;
        };
    }

    private static boolean labelled(List<String> wanted, Map<String, String> labels) {
        return wanted.stream().allMatch(want -> labelled(want, labels));
    }

    private static boolean labelled(String want, Map<String, String> labels) {
        int equals = want.indexOf('=');
        return equals < 0
                ? labels.containsKey(want)
                : want.substring(equals + 1).equals(labels.get(want.substring(0, equals)));
    }

    private static Comparator<ContainerSummary> order(ContainerQuery.Sort sort) {
        var byName = Comparator.comparing(ContainerSummary::name);
        return switch (sort) {
            case NAME -> byName;
            case CPU -> falling(row -> row.usage().map(u -> u.cpuPercent()).orElse(-1L), byName);
            case MEMORY ->
                    falling(row -> row.usage().map(u -> u.memoryBytes()).orElse(-1L), byName);
            case RESTARTS -> falling(row -> (long) row.restarts(), byName);
        };
    }

    private static Comparator<ContainerSummary> falling(
            Function<ContainerSummary, Long> figure, Comparator<ContainerSummary> then) {
        return Comparator.comparing(figure).reversed().thenComparing(then);
    }

    /** Matches {@code *} and {@code ?} in linear time: the last star is the only one retried. */
    static boolean glob(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int mark = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                mark = t;
            } else if (p < pattern.length()
                    && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++mark;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
