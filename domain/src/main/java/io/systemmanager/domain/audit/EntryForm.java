package io.systemmanager.domain.audit;

import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.secret.Redaction;
import io.systemmanager.domain.text.VisibleText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

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
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

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
     * Writes an event down. Arguments too long for an entry are put aside as evidence.
     *
     * @param seq the index of the entry, the only order
     * @param time the wall clock, which may go backwards
     * @param monotonic since an arbitrary moment of this process
     * @throws IllegalArgumentException when the event has no written form within {@link #MAX_BYTES}
     */
    public WrittenEntry entry(long seq, Instant time, Duration monotonic, AuditEvent event) {
        var page =
                new Page(redaction)
                        .put("v", VERSION)
                        .put("seq", seq)
                        .put("time", time(time))
                        .put("mono_us", monotonic.toNanos() / 1_000)
                        .put("boot", boot)
                        .put("type", event.type())
                        .put("sev", event.severity().wireName())
                        .put("host", host)
                        .put("sw", software);
        describe(page, event);
        var entry = page.entry();
        var text = CanonicalJson.text(entry);
        if (isTooLong(text) && entry.members().get(PARAMETERS) instanceof Json.Obj given) {
            entry = page.put(PARAMETERS, page.aside(CanonicalJson.bytes(given))).entry();
            text = CanonicalJson.text(entry);
        }
        if (isTooLong(text)) {
            throw new IllegalArgumentException("an entry is longer than 16 KiB");
        }
        return new WrittenEntry(entry, text, page.evidence());
    }

    private static boolean isTooLong(String text) {
        // A character is at most three bytes; most entries are far below.
        return text.length() > MAX_BYTES / 3
                && text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
    }

    /** A moment as entries write it. */
    static String time(Instant moment) {
        return MILLIS.format(moment);
    }

    private static void describe(Page entry, AuditEvent event) {
        switch (event) {
            case OperationEvent operation -> OperationEntries.describe(entry, operation);
            case ApprovalEvent approval -> ApprovalEntries.describe(entry, approval);
            case AccessEvent access -> AccessEntries.describe(entry, access);
            case LogEvent log -> LogEntries.describe(entry, log);
            case SystemEvent system -> SystemEntries.describe(entry, system);
        }
    }
}
