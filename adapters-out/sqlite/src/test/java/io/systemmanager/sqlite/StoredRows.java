package io.systemmanager.sqlite;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Everything that the tables of the log hold.
 *
 * @param values row by row
 */
record StoredRows(List<String> values) {

    /** What can be read of it; a table that cannot be read says that. */
    static StoredRows of(Path ledger) {
        var values = new ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                var statement = connection.createStatement()) {
            for (var sql :
                    List.of(
                            "SELECT idx, CAST(entry AS BLOB), leaf FROM audit_entry ORDER BY idx",
                            "SELECT level, idx, hash FROM audit_node ORDER BY level, idx",
                            "SELECT id, size, seal FROM audit_seal ORDER BY id",
                            "SELECT id, size, CAST(note AS BLOB) FROM audit_head ORDER BY id",
                            "SELECT size, kind, CAST(note AS BLOB) FROM audit_checkpoint"
                                    + " ORDER BY size, kind")) {
                try (var rows = statement.executeQuery(sql)) {
                    while (rows.next()) {
                        values.add(
                                rows.getString(1)
                                        + "|"
                                        + rows.getString(2)
                                        + "|"
                                        + HexFormat.of().formatHex(rows.getBytes(3)));
                    }
                }
            }
        } catch (SQLException | RuntimeException unreadable) {
            values.add("unreadable");
        }
        return new StoredRows(List.copyOf(values));
    }
}
