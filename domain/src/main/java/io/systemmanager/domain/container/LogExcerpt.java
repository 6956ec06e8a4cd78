package io.systemmanager.domain.container;

import java.util.List;
import java.util.Optional;

/**
 * Some lines of a log. Their text is foreign: neutralised, but never to be trusted.
 *
 * @param lines oldest first, without line feeds
 * @param omitted how many matching lines are older than the first shown
 * @param cut how many of the lines shown are longer than what is shown of them
 * @param partial why not the whole log was looked at; empty when it was
 */
public record LogExcerpt(List<String> lines, long omitted, int cut, Optional<String> partial) {
    public LogExcerpt {
        lines = List.copyOf(lines);
    }
}
