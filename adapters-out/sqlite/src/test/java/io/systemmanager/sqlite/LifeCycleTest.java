package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening, sharing, closing and opening again. */
class LifeCycleTest {
    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("ledger.db");
    }

    @Test
    void aLedgerOpenedAgainKeepsEverythingAndGoesOnWithTheSequence() {
        var open = Samples.open(1, Optional.of("key-12345"));
        var issue = Samples.issue("one");
        try (var ledger = open()) {
            ledger.commit(open);
            ledger.commit(issue);
            ledger.commit(Samples.issue("two"));
            ledger.commit(Samples.revoke(issue.token()));
        }
        try (var ledger = open()) {
            assertThat(ledger.find(open.operation().id())).contains(open.operation());
            assertThat(ledger.find(issue.token().secret()))
                    .contains(issue.token().revoked(Samples.NOON.plusSeconds(5)));
            assertThat(ledger.all())
                    .extracting(token -> token.secret())
                    .containsExactly(Samples.token("two").secret(), issue.token().secret());
            assertThat(ledger.commit(Samples.append())).isEqualTo(new Ledger.Committed(5));
            assertThat(ledger.commit(Samples.open(2, Optional.of("key-12345"))))
                    .isInstanceOf(Ledger.Conflict.class);
        }
    }

    @Test
    void aSecondOpenerIsRefusedUntilTheFirstClosed() {
        try (var first = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(LedgerUnavailable.class)
                    .hasMessageContaining("another server has this ledger open");
            assertThat(first.commit(Samples.append())).isEqualTo(new Ledger.Committed(1));
        }
        try (var second = open()) {
            assertThat(second.commit(Samples.append())).isEqualTo(new Ledger.Committed(2));
        }
    }

    @Test
    void anotherProcessIsRefusedToo() throws Exception {
        try (var first = open()) {
            var other =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Opener.class.getName(),
                                    file.toString())
                            .redirectErrorStream(true)
                            .start();
            var said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(other.waitFor()).as(said).isEqualTo(3);
            assertThat(said).contains("another server has this ledger open");
            assertThat(first.commit(Samples.append())).isEqualTo(new Ledger.Committed(1));
        }
    }

    /** Opens the ledger named by its argument; ends with 3 where that is refused. */
    static final class Opener {
        private Opener() {}

        public static void main(String[] arguments) {
            var clock = InstantSource.system();
            try (var ledger =
                    SqliteLedger.open(Path.of(arguments[0]), Samples.FORM, Samples.KEYS, clock)) {
                ledger.commit(Samples.append());
            } catch (LedgerUnavailable e) {
                System.out.println(e.getMessage());
                System.exit(3);
            }
        }
    }

    @Test
    void onlyTheOwnerMayReadDatabaseLogLockAndReserve() throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
        try (var ledger = open()) {
            ledger.commit(Samples.append());
            try (var files = Files.list(folder)) {
                var all = files.toList();
                assertThat(all).hasSize(5);
                for (var each : all) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                            .as(each.toString())
                            .isEqualTo("rw-------");
                }
            }
        }
    }

    @Test
    void aFolderWhereEverybodyWritesIsRefused() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(this::open)
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessageContaining("everybody may write");
        assertThat(file).doesNotExist();
    }

    @Test
    void whatIsNoLedgerIsRefusedAndLeftAlone() throws Exception {
        Files.writeString(file, "my diary, which is longer than the header of a database would be");
        assertThatThrownBy(this::open).isInstanceOf(LedgerUnavailable.class);
        assertThat(file)
                .hasContent("my diary, which is longer than the header of a database would be");

        var other = folder.resolve("other.db");
        execute(other, "CREATE TABLE mine(a)");
        assertThatThrownBy(() -> SqliteLedger.open(other, Samples.opening()))
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessageContaining("not a ledger");
        execute(other, "INSERT INTO mine VALUES(1)");
    }

    @Test
    void aLedgerOfANewerVersionIsRefused() throws Exception {
        open().close();
        execute(
                file,
                "INSERT INTO flyway_schema_history SELECT 99, '99', 'later', type, 'V99__later.sql',"
                        + " 1, installed_by, installed_on, 1, 1 FROM flyway_schema_history"
                        + " WHERE version='1'");
        assertThatThrownBy(this::open)
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessageContaining("schema");
    }

    @Test
    void aClosedLedgerRefusesAndTheSecondCloseIsHarmless() {
        var ledger = open();
        ledger.close();
        assertThatThrownBy(() -> ledger.commit(Samples.append()))
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> ledger.find(Samples.id(1))).isInstanceOf(LedgerUnavailable.class);
        ledger.close();
    }

    @Test
    void closingAnswersEveryoneAndKeepsWhatWasAcknowledged() throws Exception {
        var acknowledged = new ConcurrentLinkedQueue<Long>();
        var ledger = open();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var senders = new ArrayList<Future<?>>();
            for (int i = 0; i < 64; i++) {
                senders.add(threads.submit(() -> sendUntilClosed(ledger, acknowledged)));
            }
            while (acknowledged.size() < 500) {
                Thread.onSpinWait();
            }
            ledger.close();
            for (var sender : senders) {
                sender.get();
            }
        }
        try (var again = open()) {
            assertThat(again.commit(Samples.append()))
                    .isEqualTo(new Ledger.Committed(acknowledged.size() + 1));
        }
    }

    private static void sendUntilClosed(SqliteLedger ledger, ConcurrentLinkedQueue<Long> seen) {
        try {
            while (ledger.commit(Samples.append()) instanceof Ledger.Committed(var seq)) {
                seen.add(seq);
            }
        } catch (LedgerUnavailable closed) {
            assertThat(closed).hasMessageContaining("closed");
        }
    }

    @Test
    void concurrentCallersShareASync() throws Exception {
        int callers = 64;
        int each = 50;
        try (var ledger = open();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Void> sender =
                    () -> {
                        for (int i = 0; i < each; i++) {
                            ledger.commit(Samples.append());
                        }
                        return null;
                    };
            for (var future : threads.invokeAll(Collections.nCopies(callers, sender))) {
                future.get();
            }
            assertThat(ledger.stats().entries()).isEqualTo((long) callers * each + 1);
            // Each batch but the first gathers while the one before it is synced.
            assertThat(ledger.stats().batches()).isLessThan((long) callers * each / 4);
        }
    }

    @Test
    void aConflictAmongOthersLeavesTheOthersAlone() throws Exception {
        try (var ledger = open();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var openings = new ArrayList<Callable<Ledger.Commit>>();
            for (int i = 0; i < 200; i++) {
                var change = Samples.open(i, Optional.of("same-key-" + i % 10));
                openings.add(() -> ledger.commit(change));
            }
            var commits = new ArrayList<Ledger.Commit>();
            for (var future : threads.invokeAll(openings)) {
                commits.add(future.get());
            }
            assertThat(commits).filteredOn(Ledger.Committed.class::isInstance).hasSize(10);
            assertThat(ledger.newest(Optional.empty(), Optional.empty(), 100)).hasSize(10);
            assertThat(ledger.stats().entries()).isEqualTo(11);
            assertThat(ledger.stats().conflicts()).isEqualTo(190);
            assertThat(ledger.stats().failures()).isZero();
        }
    }

    private SqliteLedger open() {
        return SqliteLedger.open(file, Samples.opening());
    }

    private static void execute(Path database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
