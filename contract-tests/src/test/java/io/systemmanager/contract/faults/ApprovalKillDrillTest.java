package io.systemmanager.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.contract.fixture.SampleKeys;
import io.systemmanager.sqlite.LedgerCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed while people vote, and around the last vote and the execution. */
@Tag("faults")
@Timeout(3_600) // a hang is a failure
class ApprovalKillDrillTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;
    @TempDir Path scratch;

    private final RandomGenerator random = Drill.random(5);

    /** By operation: how many people agreed so far, and the approval that was asked for. */
    private final Map<String, Integer> votes = new HashMap<>();

    private final Map<String, String> approvals = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    /** The containers of which an intent is in the ledger. */
    private final Set<String> intended = new HashSet<>();

    private int entries;

    @Test
    void whatPeopleAgreedToIsDoneOnceAndNothingElseIs() throws Exception {
        int cycles = Drill.share(250);
        for (int i = 0; i < cycles; i++) {
            try (var server = start(List.of(folder.toString()))) {
                ready(server);
                if (i % 5 == 4) { // while it has just begun
                    Thread.sleep(random.nextInt(600));
                } else {
                    assertThat(server.line()).as(this::complaint).contains("begun");
                    Thread.sleep(random.nextInt(300));
                }
                assertThat(server.isAlive()).as(this::complaint).isTrue();
                server.kill();
            }
            check();
        }
        try (var server = start(List.of(folder.toString(), "last"))) {
            ready(server);
            assertThat(server.end()).as(this::complaint).isZero();
        }
        var effects = check();
        everyIntentHasItsEnd();
        assertThat(used).hasSameSizeAs(intended).hasSizeGreaterThan(cycles / 2);
        LedgerCheck.verify(folder.resolve("ledger.db"), SampleKeys.LOG);
        Drill.report(
                ("kill -9 among votes: %d cycles, %d entries, %d approvals asked for, %d used, %d"
                                + " effects; 0 effects without intent, 0 done twice, 0 approvals"
                                + " used twice or without their votes")
                        .formatted(cycles, entries, approvals.size(), used.size(), effects));
    }

    private ChildProcess start(List<String> arguments) throws IOException {
        return ChildProcess.java(scratch, ApprovingServer.class, Map.of(), arguments);
    }

    private String complaint() {
        try {
            return Files.readString(scratch.resolve("stderr.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void ready(ChildProcess server) throws IOException {
        assertThat(server.line()).hasValueSatisfying(line -> assertThat(line).startsWith("ready "));
    }

    /** Files first: whatever stands in them, the ledger must have had before. */
    private int check() throws IOException, SQLException {
        var effects = AppendedLines.read(folder.resolve("effects"));
        try (var ledger = new LedgerContents(folder.resolve("ledger.db"))) {
            for (var entry : ledger.entries(entries).values()) {
                take(JSON.readTree(entry));
            }
        }
        var done = new HashSet<String>();
        for (var effect : effects) {
            var name = effect.substring(65);
            assertThat(intended.contains(name)).as("intent of %s", name).isTrue();
            assertThat(done.add(name)).as("%s once", name).isTrue();
        }
        return done.size();
    }

    private void take(JsonNode entry) {
        assertThat(entry.path("seq").asInt()).isEqualTo(entries);
        entries++;
        var operation = entry.at("/op/id").asText();
        var approval = entry.at("/approval/id").asText();
        switch (entry.path("type").asText()) {
            case "approval.requested" -> approvals.put(operation, approval);
            case "approval.granted" -> votes.merge(operation, 1, Integer::sum);
            case "op.started" -> {
                assertThat(approvals).containsEntry(operation, approval);
                assertThat(votes).containsEntry(operation, 2);
                assertThat(used.add(approval)).as("%s serves once", approval).isTrue();
                assertThat(intended.add(entry.at("/target/0/name").asText())).isTrue();
            }
            default -> {}
        }
    }

    private void everyIntentHasItsEnd() throws SQLException {
        try (var ledger = new LedgerContents(folder.resolve("ledger.db"))) {
            assertThat(ledger.unsettledBefore(Long.MAX_VALUE)).as("unresolved").isZero();
        }
    }
}
