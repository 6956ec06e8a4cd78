package io.systemmanager.sqlite;

import com.zaxxer.hikari.HikariDataSource;
import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads from the database on a few platform threads of its own, so that a caller on a virtual
 * thread waits without holding its carrier. Thread-safe.
 */
final class Readers implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int QUEUE = 1_024;

    private final HikariDataSource pool;
    private final ThreadPoolExecutor threads;

    /** A read of the database. */
    @FunctionalInterface
    interface Query<T> {
        T run(Connection connection) throws SQLException;
    }

    Readers(Connections connections, Duration patience) {
        pool = connections.readers(THREADS, patience);
        threads =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(QUEUE),
                        Thread.ofPlatform().name("ledger-reader-", 0).daemon().factory());
    }

    /**
     * The answer of a query.
     *
     * @throws LedgerUnavailable when there is none within that time
     */
    <T> T read(Duration within, Query<T> query) {
        Future<T> answer;
        try {
            answer = threads.submit(() -> run(query));
        } catch (RejectedExecutionException e) {
            throw new LedgerUnavailable(
                    LedgerState.BUSY, "the ledger is busy: too much waits to be read", e);
        }
        try {
            return answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(false);
            throw new LedgerUnavailable("the ledger was not read in time", e);
        } catch (InterruptedException e) {
            answer.cancel(false);
            Thread.currentThread().interrupt();
            throw new LedgerUnavailable("the call was given up before the ledger was read", e);
        } catch (ExecutionException e) {
            throw new LedgerUnavailable("the ledger cannot be read", e);
        }
    }

    /** Opens the database anew for what is read from now on. */
    void renew() {
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        pool.close();
    }

    private <T> T run(Query<T> query) throws SQLException {
        try (var connection = pool.getConnection()) {
            return query.run(connection);
        }
    }
}
