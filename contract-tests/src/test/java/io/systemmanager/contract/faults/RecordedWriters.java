package io.systemmanager.contract.faults;

import io.systemmanager.contract.fixture.SampleKeys;
import io.systemmanager.contract.port.LedgerSamples;
import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.sqlite.RelaxedLedger;
import io.systemmanager.sqlite.SqliteLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Four writers on a ledger, on a disk that is watched or made to fail. For each entry that was
 * acknowledged it adds {@code A seq} to the file {@code ledger.db.told}, for each effect {@code E
 * seq} with the number of its intent, for each refusal {@code R}. It ends without closing anything.
 */
final class RecordedWriters {
    private static final int WRITERS = 4;

    private final SqliteLedger ledger;
    private final AppendedLines told;

    private RecordedWriters(SqliteLedger ledger, AppendedLines told) {
        this.ledger = ledger;
        this.told = told;
    }

    /**
     * Runs until all is written.
     *
     * @param args the folder; {@code full} or {@code normal}; the changes of each writer
     */
    public static void main(String[] args) throws Exception {
        var file = Path.of(args[0]).resolve("ledger.db");
        var form = new EntryForm(LedgerSamples.ORIGIN, SampleKeys.REDACTION);
        var clock = InstantSource.system();
        SqliteLedger ledger;
        try {
            ledger =
                    args[1].equals("normal")
                            ? RelaxedLedger.open(file, form, SampleKeys.LOG, clock)
                            : SqliteLedger.open(file, form, SampleKeys.LOG, clock);
        } catch (LedgerUnavailable e) {
            System.out.println("not opened");
            Runtime.getRuntime().halt(0);
            return;
        }
        var told = new AppendedLines(file.resolveSibling("ledger.db.told"));
        var writers = new ArrayList<Thread>();
        for (int i = 0; i < WRITERS; i++) {
            int first = i * 1_000;
            int changes = Integer.parseInt(args[2]);
            var writer = new RecordedWriters(ledger, told);
            writers.add(Thread.ofPlatform().start(() -> writer.change(first, first + changes)));
        }
        for (var writer : writers) {
            writer.join();
        }
        System.out.println("written");
        Runtime.getRuntime().halt(0);
    }

    private void change(int from, int to) {
        for (int number = from; number < to; number++) {
            var operation = LedgerSamples.record(number, LedgerSamples.BOT, Optional.empty());
            if (told(LedgerSamples.open(operation), true)) {
                told(
                        LedgerSamples.end(operation, new Outcome.Succeeded("exited", "running")),
                        false);
            }
        }
    }

    private boolean told(Ledger.Change change, boolean effect) {
        try {
            long seq = ((Ledger.Committed) ledger.commit(change)).seq();
            told.add("A " + seq);
            if (effect) {
                told.add("E " + seq);
            }
            return true;
        } catch (LedgerUnavailable refused) {
            told.add("R");
            pause();
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(20)); // time for a ledger to come back
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
