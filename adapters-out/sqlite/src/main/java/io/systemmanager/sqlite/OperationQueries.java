package io.systemmanager.sqlite;

import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.journal.IdempotencyKey;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationStatus;
import io.systemmanager.domain.port.OperationRecords;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The questions that are asked about operation records. */
final class OperationQueries {
    private static final Logger LOG = LoggerFactory.getLogger(OperationQueries.class);

    /** Of a row of {@code operation}: nobody saw its end, and no look was written down. */
    static final String NOT_LOOKED_AT =
            "status='indeterminate' AND NOT json_extract(record, '$.state.looked')";

    private OperationQueries() {}

    static Readers.Query<Optional<OperationRecord>> byId(OperationId id) {
        return connection -> {
            try (var statement =
                    connection.prepareStatement("SELECT record FROM operation WHERE id=?")) {
                statement.setString(1, id.value());
                return records(statement).stream().findFirst();
            }
        };
    }

    static Readers.Query<Optional<OperationRecord>> byKey(Subject caller, IdempotencyKey key) {
        return connection -> {
            try (var statement =
                    connection.prepareStatement(
                            "SELECT record FROM operation WHERE caller=? AND idem_key=?")) {
                statement.setString(1, caller.value());
                statement.setString(2, key.value());
                return records(statement).stream().findFirst();
            }
        };
    }

    static Readers.Query<List<OperationRecord>> newest(
            Optional<Subject> caller, Optional<OperationStatus> status, int limit) {
        return connection -> {
            try (var statement = newest(connection, caller.isPresent(), status.isPresent())) {
                int i = 1;
                if (caller.isPresent()) {
                    statement.setString(i++, caller.get().value());
                }
                if (status.isPresent()) {
                    statement.setString(i++, status.get().wireName());
                }
                statement.setInt(i, limit);
                return records(statement);
            }
        };
    }

    static Readers.Query<List<OperationRecords.Unsettled>> unsettled(long after, int limit) {
        return connection -> {
            try (var statement =
                    connection.prepareStatement(
                            "SELECT intent, record FROM operation WHERE intent>? AND"
                                    + " (status='running' OR ("
                                    + NOT_LOOKED_AT
                                    + ")) ORDER BY intent")) {
                statement.setLong(1, after);
                var found = new ArrayList<OperationRecords.Unsettled>();
                try (var rows = statement.executeQuery()) {
                    while (found.size() < limit && rows.next()) { // what is left out does not count
                        long intent = rows.getLong(1);
                        read(rows.getString(2))
                                .map(record -> new OperationRecords.Unsettled(record, intent))
                                .ifPresent(found::add);
                    }
                }
                return found;
            }
        };
    }

    /** One text for each case, so that each can use its index. */
    private static PreparedStatement newest(
            Connection connection, boolean ofCaller, boolean ofStatus) throws SQLException {
        if (ofCaller && ofStatus) {
            return connection.prepareStatement(
                    "SELECT record FROM operation WHERE caller=? AND status=?"
                            + " ORDER BY intent DESC LIMIT ?");
        }
        if (ofCaller) {
            return connection.prepareStatement(
                    "SELECT record FROM operation WHERE caller=? ORDER BY intent DESC LIMIT ?");
        }
        if (ofStatus) {
            return connection.prepareStatement(
                    "SELECT record FROM operation WHERE status=? ORDER BY intent DESC LIMIT ?");
        }
        return connection.prepareStatement(
                "SELECT record FROM operation ORDER BY intent DESC LIMIT ?");
    }

    private static List<OperationRecord> records(PreparedStatement statement) throws SQLException {
        var records = new ArrayList<OperationRecord>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                read(rows.getString(1)).ifPresent(records::add);
            }
        }
        return records;
    }

    /** A row that somebody changed hides no other. */
    private static Optional<OperationRecord> read(String record) {
        try {
            return Optional.of(OperationForm.record(record));
        } catch (RuntimeException e) { // any: it may be any text
            LOG.error("the record of an operation is left out, it cannot be read", e);
            return Optional.empty();
        }
    }
}
