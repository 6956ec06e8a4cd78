package io.systemmanager.domain.audit;

import io.systemmanager.domain.json.Json;
import java.util.List;

/**
 * An entry as it is stored.
 *
 * @param text the canonical form of the object, at most {@link EntryForm#MAX_BYTES} bytes of UTF-8
 * @param evidence what it names and does not hold
 */
public record WrittenEntry(Json.Obj object, String text, List<Evidence> evidence) {
    public WrittenEntry {
        evidence = List.copyOf(evidence);
    }
}
