package io.systemmanager.sqlite;

import io.systemmanager.domain.approval.Approval;
import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.journal.ApprovalRecord;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.port.Approvals;
import io.systemmanager.domain.port.Ledger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Approvals as rows of the table {@code approval}, and the questions that are asked about them. */
final class ApprovalRows {
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
        var request = record.approval().request();
        ask.setLong(1, seq);
        ask.setString(2, record.id().value());
        ask.setString(3, record.operation().value());
        ask.setString(4, request.requester().subject().value());
        ask.setString(5, request.digest().hex());
        ask.setString(6, record.approval().wireName());
        ask.setString(7, record.approval().since().toString());
        ask.setInt(8, 1);
        ask.setString(9, ApprovalForm.text(record));
        ask.setInt(10, Approvals.MOST_OPEN);
        return ask.executeUpdate() == 1;
    }

    /** Changes nothing when it is not any more as it was read. */
    boolean move(Ledger.MoveApproval change) throws SQLException {
        var to = change.to();
        move.setString(1, to.approval().wireName());
        move.setString(2, to.approval().since().toString());
        if (to.approval() instanceof Approval.Open) {
            move.setInt(3, 1);
        } else {
            move.setNull(3, Types.INTEGER);
        }
        move.setString(4, ApprovalForm.text(to));
        move.setString(5, to.id().value());
        move.setString(6, ApprovalForm.text(to.with(change.from())));
        return move.executeUpdate() == 1;
    }

    static Readers.Query<Optional<ApprovalRecord>> byId(ApprovalId id) {
        return connection -> {
            try (var statement =
                    connection.prepareStatement("SELECT record FROM approval WHERE id=?")) {
                statement.setString(1, id.value());
                return records(statement).stream().findFirst();
            }
        };
    }

    static Readers.Query<List<ApprovalRecord>> open() {
        return connection -> {
            try (var statement =
                    connection.prepareStatement(
                            "SELECT record FROM approval WHERE open=1 ORDER BY asked")) {
                return records(statement);
            }
        };
    }

    static Readers.Query<List<ApprovalRecord>> latest(int limit) {
        return connection -> {
            try (var statement =
                    connection.prepareStatement(
                            "SELECT record FROM approval ORDER BY asked DESC LIMIT ?")) {
                statement.setInt(1, limit);
                return records(statement);
            }
        };
    }

    static Readers.Query<Boolean> denied(Subject requester, Digest digest, Instant since) {
        return connection -> {
            try (var statement =
                    connection.prepareStatement(
                            "SELECT record FROM approval WHERE state='denied' AND requester=?"
                                    + " AND digest=?")) {
                statement.setString(1, requester.value());
                statement.setString(2, digest.hex());
                return records(statement).stream()
                        .anyMatch(each -> !each.approval().since().isBefore(since));
            }
        };
    }

    private static List<ApprovalRecord> records(PreparedStatement statement) throws SQLException {
        var records = new ArrayList<ApprovalRecord>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                records.add(ApprovalForm.record(rows.getString(1)));
            }
        }
        return records;
    }
}
