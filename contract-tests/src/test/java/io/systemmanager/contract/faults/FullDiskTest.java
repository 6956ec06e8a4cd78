package io.systemmanager.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.fixture.SampleKeys;
import io.systemmanager.contract.port.LedgerSamples;
import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.sqlite.LedgerCheck;
import io.systemmanager.sqlite.SqliteLedger;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that runs full, before an intent, before an outcome, before a note. */
@Tag("faults")
@Timeout(600) // a hang is a failure
class FullDiskTest {
    /** With room for whatever the ledger keeps in reserve. */
    private static final int MEBIBYTES = 96;

    /** More than fit into the room that a ledger may keep in reserve. */
    private static final int ATTEMPTS = 30_000;

    private static final Outcome DONE = new Outcome.Succeeded("exited", "running");

    @TempDir Path folder;
    private final Set<Long> acknowledged = new HashSet<>();
    private int refused;

    @Test
    void onTmpfs() throws Exception {
        try (var disk = Mounted.tmpfs(folder, MEBIBYTES)) {
            drill("tmpfs", disk);
        }
    }

    @Test
    void onExt4() throws Exception {
        try (var disk = Mounted.ext4(folder, MEBIBYTES)) {
            drill("ext4", disk);
        }
    }

    private void drill(String name, Mounted disk) throws Exception {
        var database = disk.folder().resolve("ledger.db");
        int opened = 200;
        long took;
        try (var ledger = open(database)) {
            for (int i = 0; i < opened; i++) {
                acknowledge(ledger.commit(intent(i)));
            }
            took = phase(disk, ledger, i -> intent(opened + i));
            took = Math.max(took, phase(disk, ledger, FullDiskTest::outcome));
            took = Math.max(took, phase(disk, ledger, _ -> LedgerSamples.append()));
            noteCatchesUp(database, ledger);
        }
        var good = verified(database);
        Drill.report(
                "disk full, %s, at intent, outcome and note: %d acknowledged, %d refused, 0 lost; back %d ms after there was room"
                        .formatted(name, acknowledged.size(), refused, took));
        assertThat(good.size()).isGreaterThanOrEqualTo(acknowledged.size());
    }

    /**
     * Fills the disk, uses up what the ledger had in hand, and tries; makes room, and waits until
     * entries are taken again.
     */
    private long phase(Mounted disk, SqliteLedger ledger, IntFunction<Ledger.Change> changes)
            throws Exception {
        disk.fill();
        int before = refused;
        for (int i = 0; i < ATTEMPTS && refused == before; i++) {
            attempt(ledger, LedgerSamples.append());
        }
        assertThat(refused).as("refused on a full disk").isGreaterThan(before);
        for (int i = 0; i < 3; i++) {
            assertThat(attempt(ledger, changes.apply(i))).as("taken on a full disk").isFalse();
        }
        long from = System.nanoTime();
        disk.makeRoom();
        while (!attempt(ledger, LedgerSamples.append())) {
            var _ = ledger.check(Duration.ofSeconds(2)); // as the server's health board does
            Thread.sleep(Duration.ofMillis(20));
        }
        return Duration.ofNanos(System.nanoTime() - from).toMillis();
    }

    private boolean attempt(SqliteLedger ledger, Ledger.Change change) {
        try {
            acknowledge(ledger.commit(change));
            return true;
        } catch (LedgerUnavailable full) {
            refused++;
            return false;
        }
    }

    private void acknowledge(Ledger.Commit commit) {
        if (commit instanceof Ledger.Committed(var seq)) {
            assertThat(acknowledged.add(seq)).as("a number given twice: %d", seq).isTrue();
        }
    }

    /** The signed note is late after all that, and must not stay so. */
    private static void noteCatchesUp(Path database, SqliteLedger ledger) throws Exception {
        long size = ((Ledger.Committed) ledger.commit(LedgerSamples.append())).seq() + 1;
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement()) {
            for (int i = 0; i < 1_000; i++) {
                try (var rows = statement.executeQuery("SELECT size FROM audit_head")) {
                    if (rows.getLong(1) >= size) {
                        return;
                    }
                }
                Thread.sleep(Duration.ofMillis(20));
            }
        }
        throw new AssertionError("no note of the ledger as it is");
    }

    private Checkpoint verified(Path database) throws Exception {
        open(database).close();
        var good = LedgerCheck.verify(database, SampleKeys.LOG);
        try (var contents = new LedgerContents(database)) {
            assertThat(contents.entries(0).keySet()).containsAll(acknowledged);
        }
        return good;
    }

    private static Ledger.Change intent(int number) {
        return LedgerSamples.open(number, LedgerSamples.BOT, Optional.empty());
    }

    private static Ledger.Change outcome(int number) {
        return LedgerSamples.end(
                LedgerSamples.record(number, LedgerSamples.BOT, Optional.empty()), DONE);
    }

    private static SqliteLedger open(Path database) {
        return SqliteLedger.open(
                database,
                new EntryForm(LedgerSamples.ORIGIN, SampleKeys.REDACTION),
                SampleKeys.LOG,
                InstantSource.system());
    }
}
