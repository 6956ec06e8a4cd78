package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.systemmanager.domain.audit.CallFacts;
import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.audit.OperationEvent;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be made durable is refused, leaves nothing, and does not break what comes after. */
class FailingDiskTest {
    @TempDir Path folder;
    private Path file;
    private SqliteLedger ledger;

    /** How many pages the database may have; the way in which this disk is full. */
    private volatile Optional<Integer> pages = Optional.empty();

    @BeforeEach
    void open() {
        file = folder.resolve("ledger.db");
        ledger = SqliteLedger.open(file, Samples.opening().with(SmallDisk::new));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aFullDiskRefusesTheChangeAndLeavesNothingOfIt() throws Exception {
        ledger.commit(Samples.append());
        fillTheDisk();
        long kept = count("audit_entry");

        assertThatThrownBy(() -> ledger.commit(Samples.append()))
                .isInstanceOf(LedgerUnavailable.class)
                .hasStackTraceContaining("SQLITE_FULL");
        assertThatThrownBy(() -> ledger.commit(Samples.open(900, Optional.of("key-12345"))))
                .isInstanceOfSatisfying(
                        LedgerUnavailable.class,
                        refusal -> assertThat(refusal.state()).isEqualTo(LedgerState.DEGRADED));

        assertThat(count("audit_entry")).isEqualTo(kept);
        assertThat(ledger.find(Samples.id(900))).isEmpty();
        assertThat(ledger.stats().entries()).isEqualTo(kept);
        assertThat(ledger.stats().failures()).isPositive();
    }

    @Test
    void whenThereIsRoomAgainTheSequenceGoesOnWithoutAGap() throws Exception {
        fillTheDisk();
        long kept = count("audit_entry");
        pages = Optional.empty();

        assertThat(ledger.check(Duration.ofSeconds(5))).isEmpty();
        assertThat(types()).endsWith("audit.recovered").contains("audit.degraded");
        assertThat(ledger.commit(Samples.open(901, Optional.empty())))
                .isEqualTo(new Ledger.Committed(kept + 1));
        assertThat(ledger.find(Samples.id(901))).isPresent();
    }

    @Test
    void aTokenThatWasNotMadeDurableOpensNothing() {
        fillTheDisk();
        var issue = Samples.issue("s".repeat(40));
        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 200; i++) {
                                ledger.commit(Samples.issue("filler " + i));
                            }
                            ledger.commit(issue);
                        })
                .isInstanceOf(LedgerUnavailable.class);
        assertThat(ledger.find(issue.token().secret())).isEmpty();
    }

    @Test
    void readsGoOnWhenTheDiskIsFull() {
        ledger.commit(Samples.open(902, Optional.empty()));
        fillTheDisk();
        assertThat(ledger.find(Samples.id(902))).isPresent();
    }

    @Test
    void healthTellsOfAFailingWriterAndOfItsRecovery() throws Exception {
        assertThat(ledger.check(Duration.ofSeconds(5))).isEmpty();
        Files.move(file, folder.resolve("elsewhere.db"));
        assertThat(catchThrowable(() -> ledger.commit(Samples.append())))
                .isInstanceOf(LedgerUnavailable.class);
        assertThat(ledger.check(Duration.ofSeconds(5))).isPresent();

        Files.move(folder.resolve("elsewhere.db"), file);
        assertThat(ledger.check(Duration.ofSeconds(5))).isEmpty();
    }

    @Test
    void nothingIsAcknowledgedIntoAFileThatWasDeleted() throws Exception {
        ledger.commit(Samples.append());
        Files.delete(file);
        assertThatThrownBy(() -> ledger.commit(Samples.append()))
                .isInstanceOf(LedgerUnavailable.class);
        assertThatThrownBy(() -> ledger.commit(Samples.append()))
                .isInstanceOf(LedgerUnavailable.class);
        assertThat(file).doesNotExist();
    }

    @Test
    void nothingIsAcknowledgedIntoAWriteAheadLogThatWasDeletedAndNothingInItIsLost()
            throws Exception {
        var operation = Samples.open(1, Optional.empty());
        ledger.commit(operation);
        Files.delete(folder.resolve("ledger.db-wal"));
        assertThatThrownBy(() -> ledger.commit(Samples.append()))
                .isInstanceOf(LedgerUnavailable.class)
                .hasStackTraceContaining("moved away or deleted");

        assertThat(ledger.check(Duration.ofSeconds(5))).isEmpty();
        assertThat(ledger.find(operation.operation().id())).isPresent();
        assertThat(ledger.commit(Samples.append())).isInstanceOf(Ledger.Committed.class);
        assertThat(types())
                .startsWith("log.opened", "op.started")
                .endsWith("audit.degraded", "audit.recovered", "auth.failed");
        assertThat(LedgerCheck.verify(file, Samples.KEYS).size()).isEqualTo(ledger.size());
    }

    @Test
    void aLockedDatabaseIsRefusedAndThenWorksAgain() throws Exception {
        try (var outsider = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = outsider.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> ledger.commit(Samples.append()))
                    .isInstanceOf(LedgerUnavailable.class);
            statement.execute("ROLLBACK");
        }
        // That the ledger failed is told before anything else.
        assertThat(ledger.commit(Samples.append())).isEqualTo(new Ledger.Committed(2));
        assertThat(types()).containsExactly("log.opened", "audit.degraded", "auth.failed");
    }

    @Test
    void anEventTooLongForAnEntryIsRefusedAlone() throws Exception {
        var long20k = new Ledger.Append(Samples.failed("x".repeat(20_000)));
        assertThatThrownBy(() -> ledger.commit(long20k))
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessageContaining("16 KiB");
        var unwritable = new Ledger.Append(Samples.failed("\ud800"));
        assertThatThrownBy(() -> ledger.commit(unwritable)).isInstanceOf(LedgerUnavailable.class);

        assertThat(ledger.stats().failures()).isZero();
        assertThat(ledger.commit(Samples.append())).isEqualTo(new Ledger.Committed(1));
    }

    @Test
    void aChangeWhoseEventHasNoWrittenFormChangesNothing() {
        var good = Samples.open(1, Optional.of("key-12345"));
        var facts = good.event().call();
        var mute =
                new OperationEvent.Started(
                        new CallFacts(
                                facts.id(),
                                facts.rpcId(),
                                facts.caller(),
                                new Client(Optional.empty(), Optional.empty(), "\ud800", "::1"),
                                facts.trace(),
                                facts.operation(),
                                facts.target(),
                                facts.reason()),
                        good.event().decision(),
                        good.event().operation(),
                        good.event().plan(),
                        Optional.empty());
        assertThatThrownBy(() -> ledger.commit(new Ledger.OpenOperation(good.operation(), mute)))
                .isInstanceOf(LedgerUnavailable.class);
        assertThat(ledger.find(Samples.id(1))).isEmpty();
        assertThat(ledger.commit(good)).isEqualTo(new Ledger.Committed(1));
    }

    @Test
    void whatTheCallerIsToldCarriesNoPath() throws Exception {
        Files.delete(file);
        assertThat(catchThrowable(() -> ledger.commit(Samples.append())).getMessage())
                .doesNotContain("/")
                .doesNotContain("ledger.db");
        assertThat(ledger.check(Duration.ofSeconds(5)).orElseThrow().cause()).doesNotContain("/");
    }

    /** Allows no page more, on a fresh connection, and writes until that shows. */
    private void fillTheDisk() {
        pages = Optional.of(1);
        try (var outsider = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = outsider.createStatement()) {
            statement.execute("PRAGMA busy_timeout=0");
            statement.execute("BEGIN IMMEDIATE");
            // The writer meets the lock, fails, and so comes back on a connection with the limit.
            assertThat(catchThrowable(() -> ledger.commit(Samples.append())))
                    .isInstanceOf(LedgerUnavailable.class);
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        assertThat(
                        catchThrowable(() -> {
                            for (int i = 0; i < 200; i++) {
                                ledger.commit(Samples.append());
                            }
                        }))
                .isInstanceOf(LedgerUnavailable.class);
    }

    private List<String> types() throws SQLException {
        return Outsider.types(file);
    }

    private long count(String table) throws SQLException {
        try (var outsider = DriverManager.getConnection("jdbc:sqlite:" + file);
                var rows =
                        outsider.createStatement().executeQuery("SELECT count(*) FROM " + table)) {
            return rows.getLong(1);
        }
    }

    /** Opens writers whose database may not grow beyond {@link #pages}. */
    private final class SmallDisk extends Connections {
        SmallDisk(Path database) {
            super(database);
        }

        @Override
        Connection writer() throws SQLException {
            var connection = super.writer();
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA busy_timeout=20");
            }
            if (pages.isPresent()) {
                try (var statement = connection.createStatement()) {
                    // SQLite raises this to the pages that there are already.
                    statement.execute("PRAGMA max_page_count=" + pages.get());
                }
            }
            return connection;
        }
    }
}
