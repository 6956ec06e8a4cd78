package io.systemmanager.sqlite;

import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.domain.note.LogKeys;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;

/**
 * A ledger that does not wait for the disk: {@code synchronous=NORMAL}. In the same package because
 * how a ledger's connections are made is nobody else's business.
 */
public final class RelaxedLedger {
    private RelaxedLedger() {}

    /** The wrong way to open a ledger, as a control for drills that must notice. */
    public static SqliteLedger open(Path file, EntryForm form, LogKeys keys, InstantSource clock) {
        return SqliteLedger.open(
                file,
                Opening.of(form, new FixedKeys(keys), Clocks.of(clock), Upkeep.STANDARD)
                        .with(Relaxed::new));
    }

    private static final class Relaxed extends Connections {
        Relaxed(Path database) {
            super(database);
        }

        @Override
        Connection writer() throws SQLException {
            var connection = super.writer();
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA synchronous=NORMAL");
            }
            return connection;
        }
    }
}
