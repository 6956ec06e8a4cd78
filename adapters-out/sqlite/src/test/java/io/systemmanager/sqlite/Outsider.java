package io.systemmanager.sqlite;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Somebody with tools of their own who has the file. */
final class Outsider {
    private Outsider() {}

    /** The types of all entries, in order. */
    static List<String> types(Path ledger) throws SQLException {
        return column(ledger, "SELECT type FROM audit_entry ORDER BY idx");
    }

    static List<String> column(Path ledger, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    /** Changes what triggers protect. */
    static void tamper(Path ledger, String sql) throws SQLException {
        var triggers = column(ledger, "SELECT name FROM sqlite_schema WHERE type='trigger'");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                var statement = connection.createStatement()) {
            for (var trigger : triggers) {
                statement.execute("DROP TRIGGER " + trigger);
            }
            statement.execute(sql);
        }
    }
}
