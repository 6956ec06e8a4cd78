package io.systemmanager.application;

import io.systemmanager.domain.audit.LogEvent;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationStatus;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.operation.Arguments;
import io.systemmanager.domain.operation.QueryAudit;
import io.systemmanager.domain.port.AuditTrail;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.OperationRecords;
import io.systemmanager.domain.trail.AuditPage;
import io.systemmanager.domain.trail.AuditQuery;
import io.systemmanager.domain.trail.AuditRecord;
import io.systemmanager.domain.trail.EntryProof;
import io.systemmanager.domain.trail.LogState;
import java.util.List;
import java.util.Optional;

/**
 * What operators look at besides approvals: what agents did, and the log. A look at entries is
 * recorded before it is answered. Thread-safe.
 *
 * <p>Each method throws {@link io.systemmanager.domain.port.LedgerUnavailable} when nothing can be
 * read or recorded.
 */
public final class Oversight {
    private final Ledger ledger;
    private final OperationRecords records;
    private final AuditTrail trail;

    Oversight(Ledger ledger, OperationRecords records, AuditTrail trail) {
        this.ledger = ledger;
        this.records = records;
        this.trail = trail;
    }

    /**
     * An entry.
     *
     * @param proof that it is in the log; empty while the latest note does not cover it
     */
    public record Entry(AuditRecord record, Optional<EntryProof> proof) {}

    /** Changes by any caller, the newest first. */
    public List<OperationRecord> operations(Optional<OperationStatus> status, int limit) {
        return records.newest(Optional.empty(), status, limit);
    }

    /** Entries of the log, the newest first. */
    public AuditPage entries(Caller.Operator operator, AuditQuery query) {
        var page = trail.query(query);
        var question = Arguments.of(new QueryAudit(query));
        record(operator, question, page.entries().size());
        return page;
    }

    /** One entry; empty when there is none here. */
    public Optional<Entry> entry(Caller.Operator operator, long seq) {
        var found = trail.entry(seq).map(record -> new Entry(record, trail.prove(seq)));
        found.ifPresent(_ -> record(operator, Json.object().put("seq", seq).build(), 1));
        return found;
    }

    /** How the log stands; shows no entry. */
    public LogState log() {
        return trail.state();
    }

    private void record(Caller.Operator operator, Json.Obj question, int rows) {
        var query = Digest.of("sm/audit/query/v1", question);
        ledger.commit(new Ledger.Append(new LogEvent.Viewed(operator.subject(), query, rows)));
    }
}
