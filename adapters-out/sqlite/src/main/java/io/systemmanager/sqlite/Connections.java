package io.systemmanager.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/**
 * How the database is opened. Every use is on a platform thread: a native call pins the carrier of
 * a virtual thread.
 */
class Connections {
    private static final int BUSY_MILLIS = 2_000;

    /** With so many pages in the write-ahead log, 16 MiB, a commit moves what is left of them. */
    private static final int CHECKPOINT_PAGES = 4_000;

    private final Path database;

    Connections(Path database) {
        this.database = database;
    }

    /**
     * The connection that writes, outside any pool, whose life times would recycle it.
     *
     * <p>It stays in auto-commit mode and transactions are statements: in the other mode the driver
     * begins the next one right after a commit and never lets the write lock go.
     */
    Connection writer() throws SQLException {
        return migration().getConnection();
    }

    /** The connection that moves pages beside the writer. */
    Connection mover() throws SQLException {
        return migration().getConnection();
    }

    /** A source of writing connections, for migrations. */
    SQLiteDataSource migration() {
        return source(writing());
    }

    /** A connection that only reads. */
    Connection reader() throws SQLException {
        var config = common();
        config.setReadOnly(true);
        return source(config).getConnection();
    }

    /**
     * A connection to a database that nobody writes, which needs no file beside it. What is written
     * all the same is missed, or read half.
     */
    Connection frozen() throws SQLException {
        var config = common();
        config.setReadOnly(true);
        var source = new HardenedSource(config);
        source.setUrl("jdbc:sqlite:file:" + database.toUri().getRawPath() + "?immutable=1");
        return source.getConnection();
    }

    /** A pool of connections that only read. The database must exist and be migrated. */
    HikariDataSource readers(int size, Duration patience) {
        var config = common();
        config.setReadOnly(true);
        var pool = new HikariConfig();
        pool.setPoolName("ledger-readers");
        pool.setDataSource(source(config));
        // Hikari tells each connection what it is; SQLite refuses to be told anything else.
        pool.setReadOnly(true);
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(size);
        pool.setConnectionTimeout(patience.toMillis());
        pool.setMaxLifetime(0);
        pool.setIdleTimeout(0);
        pool.setKeepaliveTime(0);
        return new HikariDataSource(pool);
    }

    private static SQLiteConfig writing() {
        var config = common();
        // Created by us with the right mode; a file that vanished must not come back empty.
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setPragma(SQLiteConfig.Pragma.JOURNAL_SIZE_LIMIT, "67108864");
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, String.valueOf(CHECKPOINT_PAGES));
        // Else the driver runs a statement of its own after each insert, and nobody asks for it.
        config.setGetGeneratedKeys(false);
        return config;
    }

    private static SQLiteConfig common() {
        var config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        return config;
    }

    private SQLiteDataSource source(SQLiteConfig config) {
        var source = new HardenedSource(config);
        source.setUrl("jdbc:sqlite:" + database);
        return source;
    }

    /** Sets what the driver has no setting for. */
    private static final class HardenedSource extends SQLiteDataSource {
        HardenedSource(SQLiteConfig config) {
            super(config);
        }

        @Override
        public SQLiteConnection getConnection(String user, String password) throws SQLException {
            var connection = super.getConnection(user, password);
            try (var statement = connection.createStatement()) {
                // Functions and views in the file itself are not trusted to run anything.
                statement.execute("PRAGMA trusted_schema=OFF");
                statement.execute("PRAGMA cell_size_check=ON");
                return connection;
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        }
    }
}
