package io.systemmanager.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.fixture.SampleKeys;
import io.systemmanager.contract.port.LedgerSamples;
import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.sqlite.LedgerCheck;
import io.systemmanager.sqlite.SqliteLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ledger's files are taken away, exchanged or made read-only under writers at work. */
@Tag("faults")
@Timeout(600) // a hang is a failure
class LostFilesTest {
    private static final int WRITERS = 4;
    private static final Duration WORK = Duration.ofMillis(300);

    @TempDir Path folder;
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private volatile boolean faulty;

    /**
     * Whether the ledger mends it by itself: what a write-ahead log holds whose name is gone is
     * brought into the database, and a new one is begun. Then what is acknowledged must be there.
     */
    private boolean heals;

    private volatile boolean over;

    /** Something that is done to the files, or undone. */
    @FunctionalInterface
    private interface Deed {
        void run() throws Exception;
    }

    @Test
    void theDatabaseIsTakenAway() throws Exception {
        var file = folder.resolve("ledger.db");
        drill("database removed", file, () -> away(file), () -> back(file));
    }

    @Test
    void theWriteAheadLogIsTakenAway() throws Exception {
        var wal = folder.resolve("ledger.db-wal");
        heals = true;
        drill("WAL removed", folder.resolve("ledger.db"), () -> away(wal), () -> back(wal));
    }

    @Test
    void theDatabaseIsExchangedForAnother() throws Exception {
        var file = folder.resolve("ledger.db");
        var other = folder.resolve("other.db");
        open(other).close();
        drill("database replaced", file, () -> exchange(file, other), () -> back(file));
    }

    @Test
    void theWriteAheadLogIsExchangedForAnother() throws Exception {
        var wal = folder.resolve("ledger.db-wal");
        var other = Files.writeString(folder.resolve("other"), "no write-ahead log");
        heals = true;
        drill(
                "WAL replaced",
                folder.resolve("ledger.db"),
                () -> exchange(wal, other),
                () -> back(wal));
    }

    /** Several times: what is lost by a sync that was not one depends on the moment. */
    @RepeatedTest(8)
    void theFileSystemBecomesReadOnly() throws Exception {
        try (var disk = Mounted.ext4(folder, 96)) {
            var file = disk.folder().resolve("ledger.db");
            work("made read-only", file, disk::breakDown, () -> {});
            disk.repair();
            nothingIsLost(file);
        }
    }

    private void drill(String name, Path file, Deed fault, Deed repair) throws Exception {
        work(name, file, fault, repair);
        nothingIsLost(file);
    }

    private void work(String name, Path file, Deed fault, Deed repair) throws Exception {
        var writers = new ArrayList<Thread>();
        int before;
        int after;
        try (var ledger = open(file)) {
            for (int i = 0; i < WRITERS; i++) {
                writers.add(Thread.ofPlatform().start(() -> write(ledger)));
            }
            Thread.sleep(WORK);
            fault.run();
            faulty = true;
            Thread.sleep(WORK);
            before = acknowledged.size();
            faulty = false;
            repair.run();
            Thread.sleep(WORK);
            over = true;
            for (var writer : writers) {
                writer.join();
            }
            after = acknowledged.size() - before;
        }
        assertThat(before).as("acknowledged before").isPositive();
        assertThat(refused.get()).as("refused").isPositive();
        if (!heals) {
            assertThat(late.get()).as("begun after it and acknowledged").isZero();
        }
        Drill.report(
                "%s: %d acknowledged before, %d begun after it, %d refused, then %s"
                        .formatted(
                                name,
                                before,
                                late.get(),
                                refused.get(),
                                after > 0 ? "went on" : "stayed closed until a new start"));
    }

    private void write(SqliteLedger ledger) {
        while (!over) {
            boolean begunAfter = faulty;
            try {
                long seq = ((Ledger.Committed) ledger.commit(LedgerSamples.append())).seq();
                acknowledged.add(seq);
                if (begunAfter && faulty) { // not yet repaired either
                    late.incrementAndGet();
                }
            } catch (LedgerUnavailable expected) {
                refused.incrementAndGet();
            }
        }
    }

    private void nothingIsLost(Path file) throws Exception {
        open(file).close();
        LedgerCheck.verify(file, SampleKeys.LOG);
        try (var contents = new LedgerContents(file)) {
            assertThat(contents.entries(0).keySet()).containsAll(acknowledged);
        }
    }

    /** Keeps what was there, so that what was acknowledged can be looked for later. */
    private static void away(Path file) throws Exception {
        Files.move(file, kept(file));
    }

    private static void exchange(Path file, Path other) throws Exception {
        Files.createLink(kept(file), file);
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void back(Path file) throws Exception {
        Files.move(kept(file), file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path kept(Path file) {
        return file.resolveSibling("kept");
    }

    private static SqliteLedger open(Path file) {
        return SqliteLedger.open(
                file,
                new EntryForm(LedgerSamples.ORIGIN, SampleKeys.REDACTION),
                SampleKeys.LOG,
                InstantSource.system());
    }
}
