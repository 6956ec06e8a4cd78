package io.systemmanager.domain.audit;

import io.systemmanager.domain.json.Json;

/** What entries about the server hold. */
final class SystemEntries {

    private SystemEntries() {}

    static void describe(Json.Builder entry, SystemEvent event) {
        switch (event) {
            case SystemEvent.PolicyLoaded(var revision, var rules) -> {
                entry.put("actor", Actors.system());
                entry.put("policy", Json.object().put("rev", revision).put("rules", rules).build());
            }
            case SystemEvent.ServerStarted(), SystemEvent.ServerStopped() ->
                    entry.put("actor", Actors.system());
        }
    }
}
