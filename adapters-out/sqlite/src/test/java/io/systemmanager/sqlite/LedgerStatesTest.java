package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a ledger comes into each state, what it still takes there, and how it comes out. */
class LedgerStatesTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final long PLENTY = 100 * Samples.RESERVE;

    @TempDir Path folder;
    private final AtomicLong free = new AtomicLong(PLENTY);
    private volatile boolean readOnly;
    private Path file;
    private SqliteLedger ledger;

    @BeforeEach
    void open() {
        file = folder.resolve("ledger.db");
        ledger = SqliteLedger.open(file, how());
    }

    private Opening how() {
        return Samples.opening().withFree(free::get).with(Mount::new);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    /** Whose writing connections are those of a file system that turned read-only. */
    private final class Mount extends Connections {
        Mount(Path database) {
            super(database);
        }

        @Override
        Connection writer() throws SQLException {
            var connection = super.writer();
            if (readOnly) {
                try (var statement = connection.createStatement()) {
                    statement.execute("PRAGMA query_only=ON");
                }
            }
            return connection;
        }
    }

    private FaultCode fault() {
        return ledger.check(SOON).map(Fault::code).orElseThrow();
    }

    private void assertRefused(Ledger.Change change, LedgerState state) {
        assertThatThrownBy(() -> ledger.commit(change))
                .isInstanceOfSatisfying(
                        LedgerUnavailable.class,
                        refusal -> assertThat(refusal.state()).isEqualTo(state));
        assertThat(ledger.condition()).isEqualTo(state);
    }

    private static Ledger.OpenOperation begin(int number) {
        return Samples.open(number, Optional.empty());
    }

    @Test
    void aHealthyLedgerIsNormalAndKeepsItsReserve() {
        assertThat(ledger.check(SOON)).isEmpty();
        assertThat(ledger.condition()).isEqualTo(LedgerState.NORMAL);
        assertThat(folder.resolve("reserve.bin")).hasSize(Samples.RESERVE);
    }

    @Test
    void onANearlyFullDiskNoChangeBeginsAndWhatRunsEnds() {
        var running = begin(1);
        ledger.commit(running);
        var token = Samples.issue("one");
        ledger.commit(token);
        free.set(2 * Samples.RESERVE - 1);
        assertThat(fault()).isEqualTo(FaultCode.AUDIT_LOW_SPACE);

        long before = ledger.size();
        assertRefused(begin(2), LedgerState.LOW_SPACE);
        assertThat(ledger.size()).isEqualTo(before);
        assertThat(ledger.find(Samples.id(2))).isEmpty();

        ledger.commit(Samples.end(running.operation(), 1));
        ledger.commit(Samples.denied("desk"));
        ledger.commit(Samples.revoke(token.token()));

        free.set(PLENTY);
        assertThat(ledger.check(SOON)).isEmpty();
        assertThat(ledger.commit(begin(2))).isInstanceOf(Ledger.Committed.class);
    }

    @Test
    void aReadOnlyDiskDegradesTheLedgerAndItRecoversByItself() throws Exception {
        var running = begin(1);
        ledger.commit(running);
        readOnly = true;
        loseTheConnection();
        assertRefused(begin(2), LedgerState.DEGRADED);
        assertThat(fault()).isEqualTo(FaultCode.LEDGER_UNAVAILABLE);
        assertThat(ledger.find(running.operation().id())).isPresent();

        readOnly = false;
        assertThat(ledger.check(SOON)).isEmpty();
        assertThat(ledger.condition()).isEqualTo(LedgerState.NORMAL);
        assertThat(Outsider.types(file))
                .containsExactly("log.opened", "op.started", "audit.degraded", "audit.recovered");
        assertThat(ledger.commit(begin(2))).isInstanceOf(Ledger.Committed.class);
    }

    private void loseTheConnection() throws Exception {
        var away = folder.resolve("away.db");
        Files.move(file, away);
        assertRefused(Samples.append(), LedgerState.DEGRADED);
        Files.move(away, file);
    }

    @Test
    void whileTheDiskIsFullTheReserveIsSpentAndOnlyEndsAndRefusalsGoOn() throws Exception {
        var running = begin(1);
        ledger.commit(running);
        free.set(0);
        loseTheConnection();
        assertThat(folder.resolve("reserve.bin")).doesNotExist();

        assertRefused(begin(2), LedgerState.DEGRADED);
        ledger.commit(Samples.end(running.operation(), 1));
        ledger.commit(Samples.denied("desk"));
        assertThat(fault()).isEqualTo(FaultCode.LEDGER_UNAVAILABLE);
        assertThat(Outsider.types(file))
                .containsExactly(
                        "log.opened", "op.started", "audit.degraded", "op.succeeded", "op.denied");

        free.set(PLENTY);
        assertThat(ledger.check(SOON)).isEmpty();
        assertThat(folder.resolve("reserve.bin")).hasSize(Samples.RESERVE);
        assertThat(Outsider.types(file)).endsWith("audit.recovered");
    }

    @Test
    void aReplacedDatabaseDegradesTheLedgerUntilTheRealOneIsBack() throws Exception {
        var kept = acknowledge(20);
        var away = folder.resolve("away.db");
        Files.move(file, away);
        Files.copy(away, file);
        assertThat(fault()).isEqualTo(FaultCode.LEDGER_UNAVAILABLE);
        assertRefused(Samples.append(), LedgerState.DEGRADED);

        Files.move(away, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(ledger.check(SOON)).isEmpty();
        assertNothingLost(kept);
    }

    @Test
    void aRemovedAReplacedAndAnEmptiedNameOfTheWriteAheadLogLoseNothing() throws Exception {
        var wal = folder.resolve("ledger.db-wal");
        for (int way = 0; way < 3; way++) {
            var kept = acknowledge(20);
            switch (way) {
                case 0 -> Files.delete(wal);
                case 1 -> Files.move(wal, folder.resolve("away-wal"));
                default -> {
                    Files.delete(wal);
                    Files.createFile(wal);
                }
            }
            assertRefused(Samples.append(), LedgerState.DEGRADED);
            assertThat(ledger.check(SOON)).isEmpty();
            assertNothingLost(kept);
        }
    }

    private List<Long> acknowledge(int entries) {
        var kept = new ArrayList<Long>();
        for (int i = 0; i < entries; i++) {
            kept.add(((Ledger.Committed) ledger.commit(Samples.denied("kept"))).seq());
        }
        return kept;
    }

    private void assertNothingLost(List<Long> kept) throws SQLException {
        ledger.commit(Samples.append());
        var stored =
                Outsider.column(file, "SELECT idx FROM v_entries WHERE actor='agent:kept'").stream()
                        .map(Long::valueOf)
                        .toList();
        assertThat(stored).containsAll(kept);
        assertThat(LedgerCheck.verify(file, Samples.KEYS).size()).isEqualTo(ledger.size());
    }

    @Test
    void filesThatAreGoneAreNoticedWithoutACall() throws Exception {
        Files.move(folder.resolve("ledger.db-wal"), folder.resolve("away-wal"));
        assertThat(fault()).isEqualTo(FaultCode.LEDGER_UNAVAILABLE);
        assertThat(ledger.condition()).isEqualTo(LedgerState.DEGRADED);
        assertThat(ledger.check(SOON)).isEmpty();
        assertThat(Outsider.types(file)).endsWith("audit.degraded", "audit.recovered");
    }

    @Test
    void aLedgerRecoversWithoutACall() throws Exception {
        ledger.close();
        var brisk = new Upkeep(Samples.RESERVE, Duration.ofMillis(5), Duration.ofHours(1));
        var how = Samples.opening().with(brisk).withFree(free::get);
        try (var watched = SqliteLedger.open(file, how)) {
            Files.delete(folder.resolve("ledger.db-wal"));
            while (watched.size() < 3) {
                Thread.onSpinWait();
            }
            assertThat(Outsider.types(file))
                    .containsExactly("log.opened", "audit.degraded", "audit.recovered");
            assertThat(watched.commit(begin(1))).isInstanceOf(Ledger.Committed.class);
        }
    }

    @Test
    void anOldEntryThatSomebodyChangesEndsAllWritingAndIsTheLastThingWritten() throws Exception {
        acknowledge(600);
        ledger.patrol();
        assertThat(ledger.condition()).isEqualTo(LedgerState.NORMAL);
        assertThat(ledger.checked()).isEqualTo(601);

        Outsider.tamper(
                file,
                "UPDATE audit_entry SET entry=replace(entry,'agent:kept','agent:else')"
                        + " WHERE idx=7");
        ledger.patrol();
        assertThat(Outsider.types(file)).endsWith("audit.verify_failed").hasSize(602);
        for (var change : List.of(begin(1), Samples.append(), Samples.denied("desk"))) {
            assertRefused(change, LedgerState.SUSPECT);
        }
        assertThat(fault()).isEqualTo(FaultCode.LEDGER_SUSPECT);
        assertThat(ledger.newest(Optional.empty(), Optional.empty(), 1)).isEmpty();
    }

    @Test
    void whatIsChangedAmongTheNewestIsFoundByTheSeal() throws Exception {
        acknowledge(5);
        Outsider.tamper(file, "UPDATE audit_seal SET seal=zeroblob(32)");
        ledger.patrol();
        assertThat(ledger.condition()).isEqualTo(LedgerState.SUSPECT);
    }

    @Test
    void aPatrolOverALedgerInUseRaisesNoAlarm() throws Exception {
        var writers = new ArrayList<Thread>();
        for (int i = 0; i < 8; i++) {
            writers.add(Thread.ofVirtual().start(() -> acknowledge(200)));
        }
        for (int i = 0; i < 20; i++) {
            ledger.patrol();
        }
        for (var writer : writers) {
            writer.join();
        }
        ledger.patrol();
        assertThat(ledger.condition()).isEqualTo(LedgerState.NORMAL);
        assertThat(ledger.checked()).isEqualTo(1_601);
    }
}
