package io.systemmanager.domain.audit;

import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.text.VisibleText;
import java.nio.charset.StandardCharsets;

/** What entries about the server hold. */
final class SystemEntries {
    private static final int CAUSE = 300;

    private SystemEntries() {}

    static void describe(Page entry, SystemEvent event) {
        entry.put("actor", Actors.system());
        switch (event) {
            case SystemEvent.PolicyLoaded loaded -> policy(entry, loaded);
            case SystemEvent.PolicyRejected rejected -> notTaken(entry, rejected);
            case SystemEvent.SignersLoaded loaded -> signers(entry, loaded);
            case SystemEvent.ServerStarted(), SystemEvent.ServerStopped() -> {}
            case SystemEvent.ClockStepped(var by) ->
                    entry.put("clock", Json.object().put("step_ms", by.toMillis()).build());
            case SystemEvent.Heartbeat(var state, var entries) ->
                    ledger(
                            entry,
                            Json.object().put("state", state.wireName()).put("entries", entries));
            case SystemEvent.LedgerDegraded(var since, var why) ->
                    ledger(entry, cause(why).put("since", EntryDraft.time(since)));
            case SystemEvent.LedgerRecovered(var after) ->
                    ledger(entry, Json.object().put("after_ms", after.toMillis()));
            case SystemEvent.VerifyFailed(var why) -> ledger(entry, cause(why));
        }
    }

    private static void policy(Page entry, SystemEvent.PolicyLoaded loaded) {
        var text = loaded.text().getBytes(StandardCharsets.UTF_8);
        entry.put(
                "policy",
                Json.object()
                        .put("rev", loaded.revision())
                        .put("rules", loaded.rules())
                        .put("text", entry.aside(text))
                        .build());
    }

    private static void notTaken(Page entry, SystemEvent.PolicyRejected rejected) {
        var about =
                Json.object()
                        .put("kept", rejected.kept())
                        .put("problems", rejected.problems())
                        .put("first", VisibleText.line(rejected.first(), CAUSE));
        rejected.revision().ifPresent(revision -> about.put("rev", revision));
        entry.put("policy", about.build());
    }

    private static void signers(Page entry, SystemEvent.SignersLoaded loaded) {
        var text = loaded.text().getBytes(StandardCharsets.UTF_8);
        entry.put(
                "signers",
                Json.object()
                        .put("rev", loaded.revision())
                        .put("keys", loaded.keys())
                        .put("text", entry.aside(text))
                        .build());
    }

    private static Json.Builder cause(String why) {
        return Json.object().put("cause", VisibleText.line(why, CAUSE));
    }

    private static void ledger(Page entry, Json.Builder about) {
        entry.put("ledger", about.build());
    }
}
