package io.systemmanager.domain.audit;

import io.systemmanager.domain.json.Json;
import java.nio.charset.StandardCharsets;

/** What entries about the server hold. */
final class SystemEntries {

    private SystemEntries() {}

    static void describe(Page entry, SystemEvent event) {
        switch (event) {
            case SystemEvent.PolicyLoaded(var revision, var rules, var text) -> {
                entry.put("actor", Actors.system());
                entry.put(
                        "policy",
                        Json.object()
                                .put("rev", revision)
                                .put("rules", rules)
                                .put("text", entry.aside(text.getBytes(StandardCharsets.UTF_8)))
                                .build());
            }
            case SystemEvent.ServerStarted(), SystemEvent.ServerStopped() ->
                    entry.put("actor", Actors.system());
        }
    }
}
