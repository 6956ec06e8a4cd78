package io.systemmanager.docker;

import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerPage;
import io.systemmanager.domain.container.ContainerQuery;
import io.systemmanager.domain.container.ContainerSelection;
import io.systemmanager.domain.container.ContainerSummary;
import io.systemmanager.domain.container.ContainerSummary.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Gatherers;

/**
 * Lists containers with as few calls as the query allows: one list, then an inspection and a sample
 * only of the rows shown, or of all that match where the order depends on it.
 */
final class ContainerList {
    private static final int AT_ONCE = 8;
    private static final int MOST_ROWS = 200;

    private final EngineApi api;
    private final ContainerQuery query;
    private final Map<ContainerId, Map<String, String>> labels = new HashMap<>();

    ContainerList(EngineApi api, ContainerQuery query) {
        this.api = api;
        this.query = query;
    }

    ContainerPage page() {
        var rows = listed();
        return switch (query.sort()) {
            case NAME -> {
                var page = select(query, rows);
                yield new ContainerPage(complete(page.rows(), query.stats()), page.total());
            }
            case RESTARTS -> {
                var page = select(query, inspected(matching(rows)));
                var shown = query.stats() ? sampled(page.rows()) : page.rows();
                yield new ContainerPage(shown, page.total());
            }
            case CPU, MEMORY -> {
                var page = select(query, sampled(matching(rows)));
                var shown = inspected(page.rows());
                yield new ContainerPage(query.stats() ? shown : withoutUsage(shown), page.total());
            }
        };
    }

    private List<ContainerSummary> listed() {
        boolean all = query.show() != ContainerQuery.Show.RUNNING;
        var rows = new ArrayList<ContainerSummary>();
        for (var listed : ListedContainer.all(api.get("/containers/json?all=" + all))) {
            labels.put(listed.id(), listed.labels());
            rows.add(listed.summary());
        }
        return rows;
    }

    private ContainerPage select(ContainerQuery by, List<ContainerSummary> rows) {
        return ContainerSelection.page(by, rows, row -> labels.getOrDefault(row.id(), Map.of()));
    }

    /** All that match, by way of as many pages as it takes. */
    private List<ContainerSummary> matching(List<ContainerSummary> rows) {
        var matching = new ArrayList<ContainerSummary>();
        int total;
        do {
            var page = select(byName(matching.size()), rows);
            total = page.total();
            matching.addAll(page.rows());
        } while (matching.size() < total);
        return matching;
    }

    private ContainerQuery byName(int offset) {
        return new ContainerQuery(
                query.show(),
                query.match(),
                query.stack(),
                query.labels(),
                false,
                ContainerQuery.Sort.NAME,
                MOST_ROWS,
                offset);
    }

    private List<ContainerSummary> complete(List<ContainerSummary> rows, boolean stats) {
        var complete = inspected(rows);
        return stats ? sampled(complete) : complete;
    }

    private List<ContainerSummary> inspected(List<ContainerSummary> rows) {
        return rows.stream().gather(Gatherers.mapConcurrent(AT_ONCE, this::inspected)).toList();
    }

    /** A container that went between the list and now stays as the list had it. */
    private ContainerSummary inspected(ContainerSummary row) {
        try {
            return with(api.inspect(row.id()).summary(), row.usage());
        } catch (EngineTrouble e) {
            if (e.is(404)) {
                return row;
            }
            throw e;
        }
    }

    private List<ContainerSummary> sampled(List<ContainerSummary> rows) {
        var alive = rows.stream().filter(r -> r.state().alive()).map(ContainerSummary::id).toList();
        var usages = UsageSampler.sample(api, alive);
        return rows.stream()
                .map(row -> with(row, Optional.ofNullable(usages.get(row.id()))))
                .toList();
    }

    private static List<ContainerSummary> withoutUsage(List<ContainerSummary> rows) {
        return rows.stream().map(row -> with(row, Optional.empty())).toList();
    }

    private static ContainerSummary with(ContainerSummary of, Optional<Usage> usage) {
        return new ContainerSummary(
                of.id(),
                of.name(),
                of.image(),
                of.state(),
                of.health(),
                of.startedAt(),
                of.restarts(),
                of.ports(),
                of.stack(),
                usage);
    }
}
