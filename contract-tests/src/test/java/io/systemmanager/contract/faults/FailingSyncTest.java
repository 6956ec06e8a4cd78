package io.systemmanager.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.fixture.SampleKeys;
import io.systemmanager.contract.port.LedgerSamples;
import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.sqlite.LedgerCheck;
import io.systemmanager.sqlite.SqliteLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that says of one sync that it failed: each of the first ones in turn. */
@Tag("faults")
@Timeout(600) // a hang is a failure
class FailingSyncTest {
    private static final int SYNCS = 40;
    private static final int CHANGES = 15; // of each writer

    @TempDir Path folder;
    @TempDir Path scratch;
    private int acknowledged;
    private int refused;
    private int closed;
    private int unopened;

    @Test
    void aFailedSyncIsNeverAcknowledgedAndLosesNothing() throws Exception {
        int runs = Drill.share(SYNCS);
        for (int i = 1; i <= runs; i++) {
            failing(1 + (i - 1) * SYNCS / runs);
        }
        // Every run but those that could not begin has met its fault, and said so to somebody.
        assertThat(refused).isGreaterThanOrEqualTo((runs - unopened) / 2);
        Drill.report(
                ("EIO on the n-th sync, %d of n = 1 to %d: %d entries acknowledged, %d refused, 0 lost;"
                                + " %d runs did not open, %d took nothing more, the others went on")
                        .formatted(runs, SYNCS, acknowledged, refused, unopened, closed));
    }

    private void failing(int n) throws Exception {
        var state = Files.createDirectory(folder.resolve("sync" + n));
        var env =
                Map.of(
                        "LD_PRELOAD", Drill.disk().toString(),
                        "DISK_FILES", "ledger.db",
                        "DISK_FAIL_SYNC", String.valueOf(n));
        var arguments = List.of(state.toString(), "full", String.valueOf(CHANGES));
        String said;
        try (var writers = ChildProcess.java(scratch, RecordedWriters.class, env, arguments)) {
            said = writers.line().orElseThrow(() -> new AssertionError("sync " + n));
            assertThat(writers.end()).isZero();
        }
        unopened += said.equals("not opened") ? 1 : 0;
        var told = AppendedLines.read(state.resolve("ledger.db.told"));
        refused += (int) told.stream().filter("R"::equals).count();
        closed += !told.isEmpty() && told.getLast().equals("R") ? 1 : 0;
        nothingIsLost(state.resolve("ledger.db"), told, n);
    }

    /** Whatever the run met, a server starts on what it left. */
    private void nothingIsLost(Path database, List<String> told, int n) throws Exception {
        var form = new EntryForm(LedgerSamples.ORIGIN, SampleKeys.REDACTION);
        SqliteLedger.open(database, form, SampleKeys.LOG, InstantSource.system()).close();
        LedgerCheck.verify(database, SampleKeys.LOG);
        try (var ledger = new LedgerContents(database)) {
            var there = ledger.entries(0);
            for (var line : told) {
                if (!line.equals("R")) {
                    acknowledged += line.startsWith("A") ? 1 : 0;
                    assertThat(there)
                            .as("sync %d", n)
                            .containsKey(Long.parseLong(line.substring(2)));
                }
            }
        }
    }
}
