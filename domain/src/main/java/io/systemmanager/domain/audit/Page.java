package io.systemmanager.domain.audit;

import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.secret.Redaction;
import io.systemmanager.domain.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One entry while it is being written; for one thread. */
final class Page {
    private final Json.Builder entry = Json.object();
    private final Redaction redaction;
    private final List<Evidence> evidence = new ArrayList<>();

    Page(Redaction redaction) {
        this.redaction = redaction;
    }

    Page put(String name, Json value) {
        entry.put(name, value);
        return this;
    }

    Page put(String name, String value) {
        entry.put(name, value);
        return this;
    }

    Page put(String name, long value) {
        entry.put(name, value);
        return this;
    }

    Page put(String name, Optional<String> value) {
        entry.put(name, value);
        return this;
    }

    /** Puts arguments that a caller gave: without secrets. */
    Page putUntrusted(String name, Json.Obj value) {
        return put(name, redaction.members(value));
    }

    /** Somebody else's words in one line: without secrets, everything in it visible. */
    String words(String text, int limit) {
        // Secrets first: half of one, cut off at the limit, would not look like one.
        return VisibleText.line(redaction.text(text), limit);
    }

    /** Stores the bytes beside the entry; answers what names them in it. */
    Json.Obj aside(byte[] data) {
        var kept = new Evidence(redaction.evidence(data), data);
        evidence.add(kept);
        return Json.object().put("blob", kept.digest()).put("len", data.length).build();
    }

    /** The entry as it stands now. */
    Json.Obj entry() {
        return entry.build();
    }

    /** The same, to be put into its place. */
    EntryDraft draft() {
        return new EntryDraft(entry.build(), evidence);
    }
}
