package io.systemmanager.sqlite;

import io.systemmanager.domain.trail.Condition;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Conditions as SQL. The text is put together of constants alone; every value is bound.
 *
 * @param index of the one that helps to find entries without a walk; empty where there is none
 * @param terms what must hold
 * @param values of the question marks in them
 */
record Search(String index, List<String> terms, List<String> values) {
    /** As entries write moments, so that texts compare like moments. */
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    static Search of(List<Condition> conditions) {
        var index = "";
        var terms = new ArrayList<String>();
        var values = new ArrayList<String>();
        for (var condition : conditions) {
            terms.add(term(condition));
            values.add(value(condition));
            if (condition instanceof Condition.Of || condition instanceof Condition.On) {
                values.add(value(condition));
            }
            index = index.isEmpty() ? index(condition) : index;
        }
        return new Search(index, terms, values);
    }

    boolean indexed() {
        return !index.isEmpty();
    }

    /** The whole question; its last parameter is the limit. */
    String newestFirst(String columns) {
        var sql = new StringBuilder(columns);
        if (indexed()) {
            sql.append(" INDEXED BY ").append(index);
        }
        sql.append(" WHERE idx < ? AND idx >= ?");
        terms.forEach(term -> sql.append(" AND ").append(term));
        return sql.append(" ORDER BY idx DESC LIMIT ?").toString();
    }

    /** Answers the number of the next parameter. */
    int bind(PreparedStatement statement, long end, long floor) throws SQLException {
        statement.setLong(1, end);
        statement.setLong(2, floor);
        int i = 3;
        for (var value : values) {
            statement.setString(i++, value);
        }
        return i;
    }

    private static String term(Condition condition) {
        return switch (condition) {
            case Condition.Since _ -> "time >= ?";
            case Condition.Until _ -> "time < ?";
            case Condition.By _ -> "actor = ?";
            case Condition.Of _ -> "(op = ? OR substr(op, 1, instr(op, '.') - 1) = ?)";
            case Condition.Ended _ -> "outcome = ?";
            case Condition.OfType _ -> "type = ?";
            case Condition.InRequest _ -> "request_id = ?";
            case Condition.InTrace _ -> "trace_id = ?";
            case Condition.InOperation _ -> "op_id = ?";
            case Condition.Rated _ -> "risk = ?";
            case Condition.On _ -> "(target = ? OR json_extract(entry, '$.target[0].name') = ?)";
        };
    }

    private static String value(Condition condition) {
        return switch (condition) {
            case Condition.Since(var at) -> MILLIS.format(at);
            case Condition.Until(var at) -> MILLIS.format(at);
            default -> condition.value();
        };
    }

    private static String index(Condition condition) {
        return switch (condition) {
            case Condition.InRequest _ -> "audit_entry_request";
            case Condition.InOperation _ -> "audit_entry_operation";
            default -> "";
        };
    }
}
