package io.systemmanager.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.contract.fixture.SampleKeys;
import io.systemmanager.sqlite.LedgerCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed again and again, at any moment, also while it recovers. */
@Tag("faults")
@Timeout(3_600) // a hang is a failure
class KillDrillTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;
    @TempDir Path scratch;
    private final RandomGenerator random = Drill.random(4);
    private final Map<String, Integer> effects = new HashMap<>();
    private final Set<String> intents = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final Map<String, Integer> found = new HashMap<>();
    private AppendedLines.Growth acknowledgements;
    private AppendedLines.Growth newEffects;
    private int entries;
    private int acknowledged;
    private int seenEffects;

    @BeforeEach
    void follow() {
        acknowledgements = new AppendedLines.Growth(folder.resolve("acknowledged"));
        newEffects = new AppendedLines.Growth(folder.resolve("effects"));
    }

    @Test
    void aKilledServerLosesNothingAndDoesNothingTwice() throws Exception {
        int cycles = Drill.share(500);
        int early = 0;
        for (int i = 0; i < cycles; i++) {
            try (var server = start(List.of(folder.toString()))) {
                if (i % 5 == 4) { // while it opens the ledger, recovers, or has just begun
                    Thread.sleep(random.nextInt(1_500));
                    early++;
                } else {
                    check(ready(server));
                    Thread.sleep(50 + random.nextInt(750));
                }
                server.kill();
            }
        }
        try (var server = start(List.of(folder.toString(), "last"))) {
            check(ready(server));
            assertThat(server.end()).isZero();
        }
        check(Long.MAX_VALUE);
        everyAnswerIsTrue();
        LedgerCheck.verify(folder.resolve("ledger.db"), SampleKeys.LOG);
        Drill.report(
                ("kill -9: %d cycles (%d of them before it was ready), 8 workers: %d entries, %d"
                                + " acknowledged, %d effects, open intents found %s; 0 acknowledged lost,"
                                + " 0 effects without intent, 0 done twice, 0 unresolved after a start")
                        .formatted(cycles, early, entries, acknowledged, seenEffects, found));
    }

    private ChildProcess start(List<String> arguments) throws IOException {
        return ChildProcess.java(scratch, KilledServer.class, Map.of(), arguments);
    }

    private static long ready(ChildProcess server) throws IOException {
        var line = server.line().orElseThrow(() -> new AssertionError("it did not start"));
        assertThat(line).startsWith("ready ");
        return Long.parseLong(line.substring("ready ".length()));
    }

    /** Files first: whatever stands in them, the ledger must have had before. */
    private void check(long firstOfThisRun) throws IOException, SQLException {
        var answers = acknowledgements.next();
        var done = newEffects.next();
        try (var ledger = new LedgerContents(folder.resolve("ledger.db"))) {
            for (var entry : ledger.entries(entries).values()) {
                take(JSON.readTree(entry));
            }
            assertThat(ledger.unsettledBefore(firstOfThisRun)).as("unresolved").isZero();
        }
        // The sets are asked, and not the library of assertions: it would look at each of
        // hundreds of thousands of names for each of them.
        for (var answer : answers) {
            var operation = answer.split(" ", -1)[1];
            assertThat(ended.contains(operation)).as("acknowledged %s", operation).isTrue();
        }
        for (var effect : done) {
            var name = effect.substring(65);
            assertThat(intents.contains(name)).as("intent of %s", name).isTrue();
            assertThat(effects.merge(name, 1, Integer::sum)).as("times %s", name).isEqualTo(1);
        }
        acknowledged += answers.size();
        seenEffects += done.size();
    }

    private void take(JsonNode entry) {
        assertThat(entry.path("seq").asInt()).isEqualTo(entries);
        entries++;
        switch (entry.path("type").asText()) {
            case "op.started" -> intents.add(entry.at("/target/0/name").asText());
            case "op.succeeded" -> ended.add(entry.at("/op/id").asText());
            case "op.reconciled" -> {
                ended.add(entry.at("/op/id").asText());
                found.merge(entry.at("/outcome/found").asText(), 1, Integer::sum);
            }
            default -> {}
        }
    }

    /** Who was told that it is done finds it done once; who was told that it is not, not. */
    private void everyAnswerIsTrue() throws IOException {
        var answered = new HashSet<String>();
        for (var line : AppendedLines.read(folder.resolve("acknowledged"))) {
            var words = line.split(" ", -1);
            answered.add(words[0]);
            assertThat(effects.getOrDefault(words[0], 0))
                    .as(line)
                    .isEqualTo(
                            switch (words[2]) {
                                case "succeeded" -> 1;
                                case "failed" -> 0;
                                default -> throw new AssertionError(line);
                            });
        }
        for (var sent : AppendedLines.read(folder.resolve("sent"))) {
            assertThat(answered.contains(sent)).as("answered %s", sent).isTrue();
        }
    }
}
