package io.systemmanager.sqlite;

import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the database to the schema of this version, before anything else opens it. */
final class Schema {
    /** "SMA1": says in the file's header whose database it is. */
    private static final int APPLICATION = 0x534D4131;

    private Schema() {}

    /** Migrates; refuses a file that is someone else's, and one that a newer version wrote. */
    static void migrate(Connections connections) {
        try (var connection = connections.writer()) {
            claim(connection);
        } catch (SQLException e) {
            throw new LedgerUnavailable("the ledger's file is no database that can be written", e);
        }
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(connections.migration())
                    .locations("classpath:migrations")
                    .ignoreMigrationPatterns(new String[0])
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new LedgerUnavailable(
                    "the ledger's schema is not one that this version can bring up to date", e);
        }
    }

    /** Of the statements that make the tables, as the first entry of a log records it. */
    static Digest digest() {
        try (var in = Schema.class.getResourceAsStream("/migrations/V1__ledger.sql")) {
            return Digest.of(Objects.requireNonNull(in).readAllBytes());
        } catch (IOException broken) {
            throw new IllegalStateException("the distribution cannot be read", broken);
        }
    }

    private static void claim(Connection connection) throws SQLException {
        int owner = number(connection, "PRAGMA application_id");
        if (owner == APPLICATION) {
            return;
        }
        if (owner != 0 || number(connection, "SELECT count(*) FROM sqlite_schema") != 0) {
            throw new LedgerUnavailable("the file is a database, and not a ledger");
        }
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA application_id=" + APPLICATION);
            // So that what is pruned one day gives its room back; takes hold in a VACUUM.
            statement.execute("PRAGMA auto_vacuum=INCREMENTAL");
            statement.execute("VACUUM");
        }
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
