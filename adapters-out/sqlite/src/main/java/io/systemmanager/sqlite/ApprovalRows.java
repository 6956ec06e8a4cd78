package io.systemmanager.sqlite;

import io.systemmanager.domain.approval.Approval;
import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.journal.ApprovalRecord;
import io.systemmanager.domain.journal.KeptApproval;
import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.port.Approvals;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.text.Moments;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Approvals as rows of the table {@code approval}, and the questions that are asked about them. An
 * open one is believed as far as the last sealed entry about it says the same: what it is of, how
 * it stands, and who voted as what, how and when. So who can write to the table adds no vote.
 */
final class ApprovalRows {
    static final String SELECT =
            """
            SELECT id, operation, requester, digest, state, since, open, record,
              (SELECT json_extract(e.entry, '$.approval.id') || ' '
                  || json_extract(e.entry, '$.approval.state') || ' '
                  || json_extract(e.entry, '$.approval.digest')
                  || coalesce((SELECT group_concat(char(10) || (v.value ->> 'by') || ' '
                      || (v.value -> 'roles') || ' ' || (v.value ->> 'vote') || ' '
                      || (v.value ->> 'method') || ' ' || (v.value ->> 'time'), '' ORDER BY v.key)
                    FROM json_each(e.entry, '$.approval.votes') v), '')
                FROM audit_entry e WHERE e.op_id = a.operation
                AND e.type GLOB 'approval.*' AND e.type <> 'approval.viewed'
                ORDER BY e.idx DESC LIMIT 1) AS said
            FROM approval a\
            """;

    private final PreparedStatement ask;
    private final PreparedStatement move;

    /** Prepares what the writer needs. */
    ApprovalRows(Connection connection) throws SQLException {
        ask =
                connection.prepareStatement(
                        "INSERT INTO approval(asked, id, operation, requester, digest, state, since,"
                                + " open, record) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9"
                                + " WHERE (SELECT count(*) FROM approval WHERE requester=?4"
                                + " AND open=1) < ?10 ON CONFLICT DO NOTHING");
        move =
                connection.prepareStatement(
                        "UPDATE approval SET state=?, since=?, open=?, record=?"
                                + " WHERE id=? AND record=?");
    }

    /** Inserts nothing when its caller has as many open as it may, or just this one. */
    boolean ask(ApprovalRecord record, long seq) throws SQLException {
        ask.setLong(1, seq);
        var columns = new Columns(record);
        ask.setString(2, columns.id());
        ask.setString(3, columns.operation());
        ask.setString(4, columns.requester());
        ask.setString(5, columns.digest());
        ask.setString(6, columns.state());
        ask.setString(7, columns.since());
        ask.setInt(8, 1);
        ask.setString(9, ApprovalForm.text(record));
        ask.setInt(10, Approvals.MOST_OPEN);
        return ask.executeUpdate() == 1;
    }

    /** Changes nothing when it is not any more as it was read. */
    boolean move(Ledger.MoveApproval change) throws SQLException {
        var to = change.to();
        var columns = new Columns(to);
        move.setString(1, columns.state());
        move.setString(2, columns.since());
        if (columns.open()) {
            move.setInt(3, 1);
        } else {
            move.setNull(3, Types.INTEGER);
        }
        move.setString(4, ApprovalForm.text(to));
        move.setString(5, to.id().value());
        move.setString(6, ApprovalForm.text(to.with(change.from())));
        return move.executeUpdate() == 1;
    }

    static Readers.Query<Optional<KeptApproval>> byId(ApprovalId id) {
        return connection -> {
            try (var statement = connection.prepareStatement(SELECT + " WHERE id=?")) {
                statement.setString(1, id.value());
                return kept(statement).stream().findFirst();
            }
        };
    }

    static Readers.Query<List<KeptApproval>> open() {
        return connection -> {
            try (var statement =
                    connection.prepareStatement(SELECT + " WHERE open=1 ORDER BY asked")) {
                return kept(statement);
            }
        };
    }

    static Readers.Query<List<KeptApproval>> latest(int limit) {
        return connection -> {
            try (var statement =
                    connection.prepareStatement(SELECT + " ORDER BY asked DESC LIMIT ?")) {
                statement.setInt(1, limit);
                return kept(statement);
            }
        };
    }

    static Readers.Query<Boolean> denied(Subject requester, Digest digest, Instant since) {
        return connection -> {
            try (var statement =
                    connection.prepareStatement(
                            "SELECT since FROM approval WHERE state='denied' AND requester=?"
                                    + " AND digest=?")) {
                statement.setString(1, requester.value());
                statement.setString(2, digest.hex());
                try (var rows = statement.executeQuery()) {
                    boolean denied = false;
                    while (rows.next()) {
                        denied |= !moment(rows.getString(1)).isBefore(since);
                    }
                    return denied;
                }
            }
        };
    }

    static Readers.Query<List<KeptApproval>> denied(Subject requester, Instant since) {
        return connection -> {
            try (var statement =
                    connection.prepareStatement(
                            SELECT + " WHERE state='denied' AND requester=? ORDER BY asked")) {
                statement.setString(1, requester.value());
                var all = new ArrayList<KeptApproval>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        if (!moment(rows.getString("since")).isBefore(since)) {
                            all.add(kept(rows));
                        }
                    }
                }
                return all;
            }
        };
    }

    /** One that somebody made unreadable counts as the latest, so that a no stays a no. */
    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notOne) {
            return Instant.MAX;
        }
    }

    private static List<KeptApproval> kept(PreparedStatement statement) throws SQLException {
        var all = new ArrayList<KeptApproval>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                all.add(kept(rows));
            }
        }
        return all;
    }

    private static KeptApproval kept(ResultSet row) throws SQLException {
        var id = row.getString("id");
        var text = row.getString("record");
        var columns = new Columns(row);
        try {
            var record = ApprovalForm.record(text);
            if (!columns.equals(new Columns(record))) {
                return new KeptApproval.Unreadable(id, "Its record is not what its columns say.");
            }
            if (columns.open() && !said(record.approval()).equals(row.getString("said"))) {
                return new KeptApproval.Unreadable(id, "Its record is not what its entries say.");
            }
            // A move names the whole text as it was read, so none would ever fit another text.
            return columns.open() && !ApprovalForm.text(record).equals(text)
                    ? new KeptApproval.Unreadable(id, "Its record is not in this server's form.")
                    : new KeptApproval.Sound(record);
        } catch (RuntimeException broken) { // any: it may be any text
            return new KeptApproval.Unreadable(id, "No approval can be made of its record.");
        }
    }

    /** What its last entry says of one, in the form of {@link #SELECT}. */
    private static String said(Approval approval) {
        var request = approval.request();
        var head = request.id().value() + " " + approval.wireName() + " " + request.digest().hex();
        return Stream.concat(Stream.of(head), approval.votes().stream().map(ApprovalRows::said))
                .collect(Collectors.joining("\n"));
    }

    private static String said(Vote vote) {
        var by = vote.by();
        var roles = Json.texts(by.roles().stream().sorted().toList());
        return String.join(
                " ",
                by.person().name(),
                CanonicalJson.text(roles),
                vote.choice().wireName(),
                by.method().wireName(),
                Moments.written(vote.at()));
    }

    /** What a row says beside its record. */
    private record Columns(
            String id,
            String operation,
            String requester,
            String digest,
            String state,
            String since,
            boolean open) {

        Columns(ResultSet row) throws SQLException {
            this(
                    row.getString("id"),
                    row.getString("operation"),
                    row.getString("requester"),
                    row.getString("digest"),
                    row.getString("state"),
                    row.getString("since"),
                    row.getInt("open") == 1);
        }

        Columns(ApprovalRecord record) {
            this(
                    record.id().value(),
                    record.operation().value(),
                    record.approval().request().requester().subject().value(),
                    record.approval().request().digest().hex(),
                    record.approval().wireName(),
                    record.approval().since().toString(),
                    record.approval() instanceof Approval.Open);
        }
    }
}
