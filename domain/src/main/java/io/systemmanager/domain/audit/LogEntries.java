package io.systemmanager.domain.audit;

import io.systemmanager.domain.json.Json;

/** What entries about the log hold. */
final class LogEntries {

    private LogEntries() {}

    static void describe(Page entry, LogEvent event) {
        switch (event) {
            case LogEvent.LogOpened(
                            var origin,
                            var incarnation,
                            var key,
                            var epochKey,
                            var schema) -> {
                entry.put("actor", Actors.system());
                entry.put(
                        "log",
                        Json.object()
                                .put("origin", origin)
                                .put("incarnation", incarnation)
                                .put("vkey", key)
                                .put("epoch_vkey", epochKey)
                                .put("ddl", schema.hex())
                                .build());
            }
            case LogEvent.Queried(var read, var query, var rows) -> {
                OperationEntries.describe(entry, read);
                entry.put(
                        "query",
                        Json.object().put("digest", query.hex()).put("rows", rows).build());
            }
        }
    }
}
