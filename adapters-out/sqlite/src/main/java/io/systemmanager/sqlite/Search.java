package io.systemmanager.sqlite;

import io.systemmanager.domain.trail.Condition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Conditions as SQL, of which there are three texts, all constant: what is not asked for is null,
 * and holds. Each value is bound. Asked of the table, for a view that somebody else changed would
 * show what they like.
 */
record Search(List<Condition> conditions) {
    private static final String COLUMNS = "SELECT idx, CAST(entry AS BLOB), leaf FROM audit_entry";
    private static final int LAST = 14;

    private static final String REST =
            "idx < ?1 AND idx >= ?2"
                    + " AND (?4 IS NULL OR time >= ?4)"
                    + " AND (?5 IS NULL OR time < ?5)"
                    + " AND (?6 IS NULL OR json_extract(entry, '$.actor.sub') = ?6)"
                    + " AND (?7 IS NULL OR json_extract(entry, '$.op.name') = ?7"
                    + " OR json_extract(entry, '$.op.name') GLOB ?7 || '.*')"
                    + " AND (?8 IS NULL OR json_extract(entry, '$.outcome.status') = ?8)"
                    + " AND (?9 IS NULL OR type = ?9)"
                    + " AND (?10 IS NULL OR request_id = ?10)"
                    + " AND (?11 IS NULL OR json_extract(entry, '$.req.trace') = ?11)"
                    + " AND (?12 IS NULL OR op_id = ?12)"
                    + " AND (?13 IS NULL OR json_extract(entry, '$.op.risk') = ?13)"
                    + " AND (?14 IS NULL OR json_extract(entry, '$.target[0].id') = ?14"
                    + " OR json_extract(entry, '$.target[0].name') = ?14)"
                    + " ORDER BY idx DESC LIMIT ?3";
    private static final String WALK = COLUMNS + " WHERE " + REST;
    private static final String BY_REQUEST =
            COLUMNS + " INDEXED BY audit_entry_request WHERE request_id = ?10 AND " + REST;
    private static final String BY_OPERATION =
            COLUMNS + " INDEXED BY audit_entry_operation WHERE op_id = ?12 AND " + REST;

    /** As entries write moments, so that texts compare like moments. */
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** Whether an index leads to the entries, so that no walk is needed. */
    boolean indexed() {
        return ofRequest() || ofOperation();
    }

    /** The newest entries with an index from the floor to before the end. */
    PreparedStatement newest(Connection connection, long end, long floor, int limit)
            throws SQLException {
        var statement = prepared(connection);
        statement.setLong(1, end);
        statement.setLong(2, floor);
        statement.setInt(3, limit);
        for (int i = 4; i <= LAST; i++) {
            statement.setNull(i, Types.VARCHAR);
        }
        for (var condition : conditions) {
            statement.setString(place(condition), value(condition));
        }
        return statement;
    }

    private PreparedStatement prepared(Connection connection) throws SQLException {
        if (ofRequest()) {
            return connection.prepareStatement(BY_REQUEST);
        }
        return ofOperation()
                ? connection.prepareStatement(BY_OPERATION)
                : connection.prepareStatement(WALK);
    }

    private boolean ofRequest() {
        return conditions.stream().anyMatch(Condition.InRequest.class::isInstance);
    }

    private boolean ofOperation() {
        return conditions.stream().anyMatch(Condition.InOperation.class::isInstance);
    }

    private static int place(Condition condition) {
        return switch (condition) {
            case Condition.Since _ -> 4;
            case Condition.Until _ -> 5;
            case Condition.By _ -> 6;
            case Condition.Of _ -> 7;
            case Condition.Ended _ -> 8;
            case Condition.OfType _ -> 9;
            case Condition.InRequest _ -> 10;
            case Condition.InTrace _ -> 11;
            case Condition.InOperation _ -> 12;
            case Condition.Rated _ -> 13;
            case Condition.On _ -> LAST;
        };
    }

    private static String value(Condition condition) {
        return switch (condition) {
            case Condition.Since(var at) -> MILLIS.format(at);
            case Condition.Until(var at) -> MILLIS.format(at);
            default -> condition.value();
        };
    }
}
