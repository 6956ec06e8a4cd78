package io.systemmanager.contract.bench;

import io.systemmanager.contract.fixture.SampleKeys;
import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.domain.merkle.Hash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The plain way to write entries: each writer has a connection of its own and commits each entry by
 * itself, into the same tables with the same settings; without tree, seal or note.
 */
final class OneTransactionEach implements AutoCloseable {
    private final EntryForm form = new EntryForm(SampleEvents.ORIGIN, SampleKeys.REDACTION);
    private final List<Connection> connections = new ArrayList<>();
    private final List<List<PreparedStatement>> statements = new ArrayList<>();

    OneTransactionEach(Path file, int writers) throws SQLException {
        for (int i = 0; i < writers; i++) {
            var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            connections.add(connection);
            try (var setting = connection.createStatement()) {
                setting.execute("PRAGMA journal_mode=WAL");
                setting.execute("PRAGMA synchronous=FULL");
                setting.execute("PRAGMA busy_timeout=60000");
            }
            statements.add(
                    List.of(
                            connection.prepareStatement("BEGIN IMMEDIATE"),
                            connection.prepareStatement(
                                    "INSERT INTO audit_entry(idx, entry, leaf)"
                                            + " SELECT coalesce(max(idx), -1) + 1, ?, ?"
                                            + " FROM audit_entry"),
                            connection.prepareStatement("COMMIT")));
        }
    }

    void write(int writer, long count) throws SQLException {
        var own = statements.get(writer);
        var text =
                form.draft(SampleEvents.read(writer))
                        .at(count, Instant.now(), Duration.ZERO)
                        .text();
        own.get(0).execute();
        own.get(1).setString(1, text);
        own.get(1).setBytes(2, Hash.ofLeaf(text.getBytes(StandardCharsets.UTF_8)).bytes());
        own.get(1).executeUpdate();
        own.get(2).execute();
    }

    @Override
    public void close() throws SQLException {
        for (var connection : connections) {
            connection.close();
        }
    }
}
