package io.systemmanager.contract.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.server.RunningServer;
import io.systemmanager.http.Route;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Others rely on tools, routes, entries and metrics. A difference from what is committed fails;
 * renewing it with {@code -Dsystemmanager.write=true} follows {@link SnapshotRule}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractSnapshotTest {
    private final RunningServer running = RunningServer.start();

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    void theToolsAreThoseOfTheirVersion() throws Exception {
        new Snapshot("tools.json").holds(ListedTools.snapshot());
    }

    @Test
    void theStructuredResultsAreThoseOfTheirVersion() throws Exception {
        new Snapshot("output-schemas.json").holds(ListedTools.outputSchemas());
    }

    @Test
    void theRoutesAreThoseOfTheirVersion() {
        new Snapshot("routes.txt")
                .holds(
                        heading("listener, verb, path, who may use it")
                                + lines("agents", running.server().agents().routes())
                                + lines("admin", running.server().admin().routes()));
    }

    @Test
    void theMetricsAreThoseOfTheirVersion() throws Exception {
        var families = MetricNames.of(running.scrape(), DrivenMeters.scrape());
        assertThat(families).as("a scrape that finds nothing proves nothing").hasSizeGreaterThan(5);
        new Snapshot("metrics.txt")
                .holds(
                        heading("name, type, labels")
                                + families.stream()
                                        .map(family ->
                                                "%s %s {%s}\n"
                                                        .formatted(
                                                                family.name(),
                                                                family.type(),
                                                                String.join(",", family.labels())))
                                        .collect(Collectors.joining()));
    }

    @Test
    void theFieldsOfEntriesAreThoseOfTheirVersion() throws Exception {
        new Snapshot("entry-fields.txt")
                .holds(heading("entry type, field, kind of value") + EntryFields.of(Entries.all()));
    }

    private static String heading(String columns) {
        return "# version " + Snapshot.versionMark() + "\n# " + columns + "\n";
    }

    private static String lines(String listener, List<Route> routes) {
        return routes.stream()
                .map(route ->
                        "%s %s %s %s%s\n"
                                .formatted(
                                        listener,
                                        route.verb(),
                                        route.path(),
                                        route.access(),
                                        route.offered() ? "" : " (refused with 405)"))
                .sorted()
                .collect(Collectors.joining());
    }
}
