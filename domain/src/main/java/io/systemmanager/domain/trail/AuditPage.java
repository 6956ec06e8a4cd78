package io.systemmanager.domain.trail;

import java.util.List;
import java.util.OptionalLong;

/**
 * What was found.
 *
 * @param entries the newest first
 * @param next where the search goes on: the index before which nothing was looked at yet. It can be
 *     there when fewer than the limit were found, because one call looks at a bounded stretch of
 *     the log; empty when the first entry of the log was reached
 */
public record AuditPage(List<AuditRecord> entries, OptionalLong next) {
    public AuditPage {
        entries = List.copyOf(entries);
    }
}
