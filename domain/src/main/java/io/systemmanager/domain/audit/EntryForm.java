package io.systemmanager.domain.audit;

import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.secret.Redaction;
import io.systemmanager.domain.text.VisibleText;

/**
 * The written form of an entry, version 1: one JSON object, as the audit format describes it.
 * Immutable and thread-safe.
 */
public final class EntryForm {

    /** The version in every entry's {@code v}. */
    public static final int VERSION = 1;

    /** What one entry may take: a leaf of the published log formats is at most 64 KiB. */
    public static final int MAX_BYTES = 16 * 1024;

    private static final String PARAMETERS = "params";

    private final Json.Obj host;
    private final Json.Obj software;
    private final String boot;
    private final Redaction redaction;

    /**
     * @param redaction what is done to secrets before they are written
     */
    public EntryForm(Origin origin, Redaction redaction) {
        this.redaction = redaction;
        this.host =
                Json.object()
                        .put("id", origin.host().value())
                        .put("name", VisibleText.line(origin.hostName(), 255))
                        .build();
        this.software =
                Json.object()
                        .put("ver", origin.version())
                        .put("build", origin.build())
                        .put("schema", VERSION)
                        .build();
        this.boot = origin.boot();
    }

    /**
     * Writes an event down, all but its place in the log. Arguments too long for an entry are put
     * aside as evidence.
     *
     * @throws IllegalArgumentException when the event has no written form within {@link #MAX_BYTES}
     */
    public EntryDraft draft(AuditEvent event) {
        var page =
                new Page(redaction)
                        .put("v", VERSION)
                        .put(EntryDraft.INDEX, 0)
                        .put(EntryDraft.TIME, "")
                        .put(EntryDraft.MONOTONIC, 0)
                        .put("boot", boot)
                        .put("type", event.type())
                        .put("sev", event.severity().wireName())
                        .put("host", host)
                        .put("sw", software);
        describe(page, event);
        var draft = page.draft();
        if (draft.isLongerThan(MAX_BYTES)
                && page.entry().members().get(PARAMETERS) instanceof Json.Obj given) {
            draft = page.put(PARAMETERS, page.aside(CanonicalJson.bytes(given))).draft();
        }
        if (draft.isLongerThan(MAX_BYTES)) {
            throw new IllegalArgumentException("an entry is longer than 16 KiB");
        }
        return draft;
    }

    private static void describe(Page entry, AuditEvent event) {
        switch (event) {
            case OperationEvent operation -> OperationEntries.describe(entry, operation);
            case ApprovalEvent approval -> ApprovalEntries.describe(entry, approval);
            case GrantEvent grant -> GrantEntries.describe(entry, grant);
            case AccessEvent access -> AccessEntries.describe(entry, access);
            case LogEvent log -> LogEntries.describe(entry, log);
            case SystemEvent system -> SystemEntries.describe(entry, system);
            case NotificationEvent told -> NotificationEntries.describe(entry, told);
        }
    }
}
