package io.systemmanager.domain.audit;

import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.text.VisibleText;

/** What entries about the log hold. */
final class LogEntries {
    private static final String AGREED = "agreed";

    private LogEntries() {}

    static void describe(Page entry, LogEvent event) {
        switch (event) {
            case LogEvent.LogOpened opened -> {
                entry.put("actor", Actors.system()).put("log", opened(opened));
                opened.previous()
                        .flatMap(LogEvent.Predecessor::agreed)
                        .ifPresent(agreed -> entry.put(AGREED, Actors.of(agreed)));
            }
            case LogEvent.KeyRotated(var by, var key) ->
                    entry.put("actor", Actors.of(by))
                            .put("log", Json.object().put("epoch_vkey", key).build());
            case LogEvent.Anchored(var anchor, var size) ->
                    entry.put("actor", Actors.system())
                            .put("anchor", anchor(anchor).put("size", size).build());
            case LogEvent.AnchorFailed(var anchor, var why) ->
                    entry.put("actor", Actors.system())
                            .put(
                                    "anchor",
                                    anchor(anchor).put("error", entry.words(why, 300)).build());
            case LogEvent.Pruned(var agreed, var cut, var archive, var key) ->
                    entry.put("actor", Actors.of(agreed.first()))
                            .put(AGREED, Actors.of(agreed))
                            .put(
                                    "prune",
                                    place(cut)
                                            .put("archive", archive.hex())
                                            .put("epoch_vkey", key)
                                            .build());
            case LogEvent.BackupCreated(var by, var copied) ->
                    entry.put("actor", Actors.of(by)).put("backup", place(copied).build());
            case LogEvent.Queried(var read, var query, var rows) -> {
                OperationEntries.describe(entry, read);
                entry.put("query", query(query, rows));
            }
            case LogEvent.Viewed(var by, var query, var rows) ->
                    entry.put("actor", Actors.of(by)).put("query", query(query, rows));
        }
    }

    private static Json.Obj query(Digest question, int rows) {
        return Json.object().put("digest", question.hex()).put("rows", rows).build();
    }

    private static Json.Obj opened(LogEvent.LogOpened opened) {
        return Json.object()
                .put("origin", opened.origin())
                .put("incarnation", opened.incarnation())
                .put("vkey", opened.key())
                .put("epoch_vkey", opened.epochKey())
                .put("ddl", opened.schema().hex())
                .put("restored", opened.previous().map(each -> each.restored().encoded()))
                .put(
                        "last",
                        opened.previous()
                                .flatMap(LogEvent.Predecessor::last)
                                .map(SignedNote::encoded))
                .build();
    }

    private static Json.Builder anchor(String name) {
        return Json.object().put("name", VisibleText.line(name, 128));
    }

    private static Json.Builder place(Checkpoint checkpoint) {
        return Json.object().put("size", checkpoint.size()).put("root", checkpoint.root().base64());
    }
}
