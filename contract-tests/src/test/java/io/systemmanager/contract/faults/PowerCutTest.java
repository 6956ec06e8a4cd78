package io.systemmanager.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.faults.DiskLog.Event;
import io.systemmanager.contract.fixture.SampleKeys;
import io.systemmanager.contract.port.LedgerSamples;
import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.sqlite.LedgerCheck;
import io.systemmanager.sqlite.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A recorded run, its disk rebuilt as the power could have left it at any moment. */
@Tag("faults")
@Timeout(3_600) // a hang is a failure
class PowerCutTest {
    private static final String DATABASE = "ledger.db";
    private static final String TOLD = DATABASE + ".told";
    private static final int CHANGES = 250; // of each writer

    @TempDir Path folder;
    @TempDir Path scratch;

    /** What was found in all states together. */
    private static final class Findings {
        private long checked;
        private long lost;
        private long effectsWithoutIntent;
        private int statesWithLoss;
        private int unreadable;

        private String figures() {
            return "%,d acknowledged entries looked for, %,d lost in %d states, %,d effects without intent, %d ledgers that do not verify"
                    .formatted(checked, lost, statesWithLoss, effectsWithoutIntent, unreadable);
        }
    }

    @Test
    void noPowerCutLosesWhatWasAcknowledged() throws Exception {
        int states = Drill.share(2_000);

        var findings = replay("full", states);

        Drill.report("power cut: %d states: %s".formatted(states, findings.figures()));
        assertThat(findings.checked).isPositive();
        assertThat(findings.lost).isZero();
        assertThat(findings.effectsWithoutIntent).isZero();
        assertThat(findings.unreadable).isZero();
    }

    /** Proves that the states above are cruel enough. */
    @Test
    void aLedgerThatDoesNotWaitForTheDiskLosesSome() throws Exception {
        int states = Drill.share(300);

        var findings = replay("normal", states);

        Drill.report(
                "power cut, control with synchronous=NORMAL: %d states: %s"
                        .formatted(states, findings.figures()));
        assertThat(findings.lost).isPositive();
        assertThat(findings.effectsWithoutIntent).isPositive();
    }

    private Findings replay(String how, int states) throws Exception {
        var events = record(how);
        SortedMap<Long, String> written;
        try (var ledger = new LedgerContents(folder.resolve(DATABASE))) {
            written = ledger.entries(0);
        }
        var random = Drill.random(2_000);
        var cuts = cuts(events, states, random);
        var disk = new DiskAfterPowerCut();
        var acknowledged = new HashSet<Long>();
        var effects = new HashSet<Long>();
        var findings = new Findings();
        int at = 0;
        for (int cut : cuts) {
            for (; at <= cut; at++) {
                disk.after(events.get(at));
                take(events.get(at), acknowledged, effects);
            }
            var state = Files.createTempDirectory(scratch, "state");
            disk.cut(state, random);
            judge(state, written, acknowledged, effects, findings);
            remove(state);
        }
        return findings;
    }

    private List<Event> record(String how) throws Exception {
        var log = scratch.resolve("disk.log");
        var env =
                Map.of(
                        "LD_PRELOAD", Drill.disk().toString(),
                        "DISK_FILES", DATABASE,
                        "DISK_LOG", log.toString());
        var arguments = List.of(folder.toString(), how, String.valueOf(CHANGES));
        try (var writers = ChildProcess.java(scratch, RecordedWriters.class, env, arguments)) {
            assertThat(writers.line()).contains("written");
            assertThat(writers.end()).isZero();
        }
        return DiskLog.read(log);
    }

    /**
     * Moments after the first acknowledgement: one in ten while the write-ahead log is moved into
     * the database, which is a short part of the run and the only one that touches that file.
     */
    private static int[] cuts(List<Event> events, int states, RandomGenerator random) {
        int first = firstTold(events);
        var moving =
                IntStream.range(first, events.size())
                        .filter(at -> events.get(at).file().equals(DATABASE))
                        .toArray();
        assertThat(moving).isNotEmpty();
        int within = states / 10;
        return IntStream.concat(
                        random.ints(within, 0, moving.length).map(at -> moving[at]),
                        random.ints(states - within, first, events.size()))
                .sorted()
                .toArray();
    }

    private static int firstTold(List<Event> events) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).file().equals(TOLD)) {
                return i;
            }
        }
        throw new AssertionError("nothing was acknowledged");
    }

    private static void take(Event event, Set<Long> acknowledged, Set<Long> effects) {
        if (event instanceof Event.Write write && write.file().equals(TOLD)) {
            var words = write.text().strip().split(" ", -1);
            (words[0].equals("A") ? acknowledged : effects).add(Long.parseLong(words[1]));
        }
    }

    private static void judge(
            Path state,
            SortedMap<Long, String> written,
            Set<Long> acknowledged,
            Set<Long> effects,
            Findings findings)
            throws SQLException {
        var there = recovered(state, findings);
        long lost = missing(acknowledged, written, there);
        findings.checked += acknowledged.size();
        findings.lost += lost;
        findings.statesWithLoss += lost > 0 ? 1 : 0;
        findings.effectsWithoutIntent += missing(effects, written, there);
    }

    private static long missing(
            Set<Long> wanted, SortedMap<Long, String> written, Map<Long, String> there) {
        return wanted.stream()
                .filter(seq ->
                        !there.containsKey(seq)
                                || !Objects.equals(there.get(seq), written.get(seq)))
                .count();
    }

    /** The entries, after the start of a server on what the power cut left. */
    private static Map<Long, String> recovered(Path state, Findings findings) throws SQLException {
        var database = state.resolve(DATABASE);
        var form = new EntryForm(LedgerSamples.ORIGIN, SampleKeys.REDACTION);
        try {
            SqliteLedger.open(database, form, SampleKeys.LOG, InstantSource.system()).close();
            LedgerCheck.verify(database, SampleKeys.LOG);
        } catch (LedgerUnavailable broken) {
            findings.unreadable++;
            return Map.of();
        }
        try (var ledger = new LedgerContents(database)) {
            return ledger.entries(0);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
