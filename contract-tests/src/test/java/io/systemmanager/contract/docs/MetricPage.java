package io.systemmanager.contract.docs;

import io.systemmanager.contract.snapshot.MetricNames;
import java.util.List;
import java.util.stream.Collectors;

/** Every metric that a collector finds. */
final class MetricPage {
    private static final String HEAD =
            """
            # Metrics

            `GET /metrics` on the admin listener, in Prometheus' text format, for holders of a \
            `monitor:` token: see [collect metrics and traces](../how-to/collect-metrics-and-traces.md). \
            The values of labels come from closed sets, so no caller can make their number grow.

            | name | type | labels | meaning |
            |---|---|---|---|
            """;

    private MetricPage() {}

    static String render(List<MetricNames.Family> families) {
        var page = new StringBuilder(HEAD);
        for (var family : families) {
            page.append(
                    "| `%s` | %s | %s | %s |\n"
                            .formatted(
                                    family.name(),
                                    family.type(),
                                    family.labels().stream()
                                            .map(label -> "`" + label + "`")
                                            .collect(Collectors.joining(" ")),
                                    GeneratedPage.cell(family.meaning())));
        }
        return page.toString();
    }
}
