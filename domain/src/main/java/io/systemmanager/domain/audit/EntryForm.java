package io.systemmanager.domain.audit;

import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.text.VisibleText;
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

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Json.Obj host;
    private final Json.Obj software;
    private final String boot;

    public EntryForm(Origin origin) {
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
     * Writes an event down.
     *
     * @param seq the index of the entry, the only order
     * @param time the wall clock, which may go backwards
     * @param monotonic since an arbitrary moment of this process
     */
    public Json.Obj entry(long seq, Instant time, Duration monotonic, AuditEvent event) {
        var entry =
                Json.object()
                        .put("v", VERSION)
                        .put("seq", seq)
                        .put("time", MILLIS.format(time))
                        .put("mono_us", monotonic.toNanos() / 1_000)
                        .put("boot", boot)
                        .put("type", event.type())
                        .put("sev", event.severity().wireName())
                        .put("host", host)
                        .put("sw", software);
        describe(entry, event);
        return entry.build();
    }

    private static void describe(Json.Builder entry, AuditEvent event) {
        switch (event) {
            case OperationEvent operation -> OperationEntries.describe(entry, operation);
            case AccessEvent access -> AccessEntries.describe(entry, access);
            case LogEvent log -> LogEntries.describe(entry, log);
            case SystemEvent system -> SystemEntries.describe(entry, system);
        }
    }
}
