package io.systemmanager.sqlite;

import io.systemmanager.domain.audit.AuditEvent;
import io.systemmanager.domain.audit.EntryDraft;
import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.domain.audit.WrittenEntry;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Writes events down. The most of it is done by each sender for itself; the place in the log and
 * the time of writing are put in by the writer, whose thread is the narrow one. Thread-safe.
 */
record Scribe(EntryForm form, InstantSource clock, LongSupplier nanos, long origin) {

    /**
     * What can be written before the place is known.
     *
     * @throws LedgerUnavailable when the event has no written form
     */
    EntryDraft draft(AuditEvent event) {
        try {
            return form.draft(event);
        } catch (IllegalArgumentException e) {
            throw new LedgerUnavailable("an event has no written form: " + e.getMessage(), e);
        }
    }

    /** The entry in its place, written now. */
    WrittenEntry inPlace(long seq, EntryDraft draft) {
        var elapsed = Duration.ofNanos(nanos.getAsLong() - origin);
        return draft.at(seq, clock.instant(), elapsed);
    }
}
