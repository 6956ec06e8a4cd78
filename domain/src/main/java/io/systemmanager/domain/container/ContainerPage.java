package io.systemmanager.domain.container;

import java.util.List;

/**
 * One page of a list.
 *
 * @param rows at most the query's limit
 * @param total how many match in all
 */
public record ContainerPage(List<ContainerSummary> rows, int total) {
    public ContainerPage {
        rows = List.copyOf(rows);
    }
}
