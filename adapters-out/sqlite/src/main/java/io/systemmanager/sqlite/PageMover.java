package io.systemmanager.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves pages from the write-ahead log into the database beside the writer, on a connection and a
 * thread of its own. So little is left when a commit has to end that, for which all callers wait.
 * What fails here is left to the commits, and changes nothing of what is durable. Thread-safe.
 */
final class PageMover implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PageMover.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Connection connection;
    private final Semaphore asked = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closing;

    /** Takes the connection over. */
    PageMover(Connection connection) {
        this.connection = connection;
        this.thread = Thread.ofPlatform().name("ledger-mover").daemon().start(this::run);
    }

    /** Has what is in the write-ahead log moved soon. */
    void move() {
        asked.release();
    }

    /**
     * Ends the thread and closes its connection; also for an interrupted caller, whose own
     * connection is to be the last one. Waits for a move under way, but no longer than a disk that
     * is well takes for one: on one that hangs, thread and connection end when it does.
     */
    @Override
    public void close() {
        closing = true;
        asked.release();
        boolean interrupted = Thread.interrupted();
        try {
            if (!thread.join(PATIENCE)) {
                LOG.warn("pages of the ledger are still being moved into the database");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (connection;
                var move = connection.prepareStatement("PRAGMA wal_checkpoint(PASSIVE)")) {
            asked.acquireUninterruptibly();
            while (!closing) {
                asked.drainPermits();
                move(move);
                asked.acquireUninterruptibly();
            }
        } catch (SQLException e) {
            LOG.warn("pages of the ledger are not moved beside the writer", e);
        }
    }

    private static void move(PreparedStatement move) {
        try {
            move.executeQuery().close();
        } catch (SQLException e) {
            LOG.warn("pages of the ledger could not be moved beside the writer", e);
        }
    }
}
