package io.systemmanager.sqlite;

import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.journal.IdempotencyKey;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The questions that are asked about operation records. */
final class OperationQueries {

    private OperationQueries() {}

    static Readers.Query<Optional<OperationRecord>> byId(OperationId id) {
        return connection ->
                records(
                                connection,
                                "SELECT record FROM operation WHERE id=?",
                                List.of(id.value()),
                                1)
                        .stream()
                        .findFirst();
    }

    static Readers.Query<Optional<OperationRecord>> byKey(Subject caller, IdempotencyKey key) {
        return connection ->
                records(
                                connection,
                                "SELECT record FROM operation WHERE caller=? AND idem_key=?",
                                List.of(caller.value(), key.value()),
                                1)
                        .stream()
                        .findFirst();
    }

    static Readers.Query<List<OperationRecord>> newest(
            Optional<Subject> caller, Optional<OperationStatus> status, int limit) {
        var sql = new StringBuilder("SELECT record FROM operation WHERE true");
        var values = new ArrayList<String>();
        caller.ifPresent(subject -> {
            sql.append(" AND caller=?");
            values.add(subject.value());
        });
        status.ifPresent(word -> {
            sql.append(" AND status=?");
            values.add(word.wireName());
        });
        sql.append(" ORDER BY intent DESC");
        return connection -> records(connection, sql.toString(), values, limit);
    }

    private static List<OperationRecord> records(
            Connection connection, String sql, List<String> values, int limit) throws SQLException {
        try (var statement = connection.prepareStatement(sql + " LIMIT ?")) {
            int i = 1;
            for (var value : values) {
                statement.setString(i++, value);
            }
            statement.setInt(i, limit);
            var records = new ArrayList<OperationRecord>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    records.add(OperationForm.record(rows.getString(1)));
                }
            }
            return records;
        }
    }
}
