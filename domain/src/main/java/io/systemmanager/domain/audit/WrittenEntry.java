package io.systemmanager.domain.audit;

import java.util.List;

/**
 * An entry as it is stored.
 *
 * @param text one JSON object in its canonical form, at most {@link EntryForm#MAX_BYTES} bytes of
 *     UTF-8
 * @param evidence what it names and does not hold
 */
public record WrittenEntry(String text, List<Evidence> evidence) {
    public WrittenEntry {
        evidence = List.copyOf(evidence);
    }
}
