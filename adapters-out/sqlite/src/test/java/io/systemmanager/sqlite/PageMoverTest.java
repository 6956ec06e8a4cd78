package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pages go from the write-ahead log into the database beside the writer. */
@Timeout(30)
class PageMoverTest {
    private static final int COMMITS = 150; // far from what makes a commit move pages

    @TempDir private Path folder;

    private Path file() {
        return folder.resolve("ledger.db");
    }

    @Test
    void pagesAreMovedWhileTheLedgerIsInUse() throws Exception {
        try (var ledger =
                SqliteLedger.open(
                        file(), Samples.FORM, Samples.KEYS, InstantSource.fixed(Samples.NOON))) {
            long before = Files.size(file());
            for (int i = 0; i < COMMITS; i++) {
                ledger.commit(Samples.append());
            }
            awaitMoreThan(before);
        }
    }

    @Test
    void anOpenTransactionHindersNoMove() throws Exception {
        try (var writer = writer()) {
            long before = Files.size(file());
            var mover = new PageMover(new Connections(file()).mover());
            execute(writer, "CREATE TABLE t(b BLOB)");
            execute(writer, "INSERT INTO t VALUES(randomblob(100000))");
            execute(writer, "BEGIN IMMEDIATE");
            mover.move();
            awaitMoreThan(before + 100_000);
            execute(writer, "ROLLBACK");
            mover.close();
        }
    }

    @Test
    void aMoveThatFailsIsNotTheLast() throws Exception {
        try (var writer = writer()) {
            var disk = new FailingOnce(new Connections(file()).mover());
            var mover = new PageMover(disk.connection());
            mover.move();
            disk.failed.await();
            long before = Files.size(file());
            execute(writer, "CREATE TABLE t(b BLOB)");
            execute(writer, "INSERT INTO t VALUES(randomblob(100000))");
            mover.move();
            awaitMoreThan(before + 100_000);
            mover.close();
        }
    }

    @Test
    void anInterruptedCallerClosesTheConnectionAndStaysInterrupted() throws Exception {
        try (var writer = writer()) {
            var connection = new Connections(file()).mover();
            var mover = new PageMover(connection);
            Thread.currentThread().interrupt();
            mover.close();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(connection.isClosed()).isTrue();
            assertThat(writer.isClosed()).isFalse();
        }
    }

    private Connection writer() throws IOException, SQLException {
        Files.createFile(file());
        return new Connections(file()).writer();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void awaitMoreThan(long bytes) throws Exception {
        while (Files.size(file()) <= bytes) { // the time limit of the class ends it
            Thread.sleep(5);
        }
    }

    /** A connection whose first move fails. */
    private static final class FailingOnce {
        final CountDownLatch failed = new CountDownLatch(1);
        private final Connection real;

        FailingOnce(Connection real) {
            this.real = real;
        }

        Connection connection() {
            return proxy(
                    Connection.class,
                    (method, args) -> {
                        var answer = invoke(real, method, args);
                        return answer instanceof PreparedStatement move ? statement(move) : answer;
                    });
        }

        private PreparedStatement statement(PreparedStatement move) {
            return proxy(
                    PreparedStatement.class,
                    (method, args) -> {
                        if (method.getName().equals("executeQuery") && failed.getCount() > 0) {
                            failed.countDown();
                            throw new SQLException("the disk is full");
                        }
                        return invoke(move, method, args);
                    });
        }

        private static <T> T proxy(Class<T> type, Answer answer) {
            return type.cast(
                    Proxy.newProxyInstance(
                            type.getClassLoader(),
                            new Class<?>[] {type},
                            (_, method, args) -> answer.to(method, args)));
        }

        private static @Nullable Object invoke(
                Object target, Method method, Object @Nullable [] args) throws Throwable {
            try {
                return method.invoke(target, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private interface Answer {
            @Nullable Object to(Method method, Object @Nullable [] args) throws Throwable;
        }
    }
}
