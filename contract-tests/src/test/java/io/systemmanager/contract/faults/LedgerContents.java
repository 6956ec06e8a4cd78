package io.systemmanager.contract.faults;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/** What lies in a ledger's file, read beside whoever has it open. */
final class LedgerContents implements AutoCloseable {
    private final Connection connection;

    LedgerContents(Path database) throws SQLException {
        var settings = new Properties();
        settings.setProperty("open_mode", "1"); // only reads
        settings.setProperty("busy_timeout", "5000");
        connection = DriverManager.getConnection("jdbc:sqlite:" + database, settings);
    }

    /** The texts of the entries from that number on. */
    SortedMap<Long, String> entries(long from) throws SQLException {
        var entries = new TreeMap<Long, String>();
        try (var statement =
                connection.prepareStatement(
                        "SELECT idx, entry FROM audit_entry WHERE idx>=? ORDER BY idx")) {
            statement.setLong(1, from);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    entries.put(rows.getLong(1), rows.getString(2));
                }
            }
        }
        return entries;
    }

    /** Operations of intents before that entry which nobody has settled. */
    long unsettledBefore(long intent) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "SELECT count(*) FROM operation WHERE intent<? AND (status='running' OR"
                                + " (status='indeterminate' AND"
                                + " NOT json_extract(record,'$.state.looked')))")) {
            statement.setLong(1, intent);
            try (var rows = statement.executeQuery()) {
                return rows.getLong(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
