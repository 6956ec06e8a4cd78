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
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed while calls race for the uses of grants. */
@Tag("faults")
@Timeout(3_600) // a hang is a failure
class GrantKillDrillTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;
    @TempDir Path scratch;

    private final RandomGenerator random = Drill.random(7);

    /** By grant: how many uses are left, as its last entry says. */
    private final Map<String, Integer> remaining = new HashMap<>();

    /** The containers of which an intent is in the ledger. */
    private final Set<String> intended = new HashSet<>();

    /** The intent that was written last, until the entry of its use follows. */
    private JsonNode open = JSON.missingNode();

    private int entries;
    private int used;

    @Test
    void aUseIsCountedExactlyWhenItsIntentIsWritten() throws Exception {
        int cycles = Drill.share(100);
        for (int i = 0; i < cycles; i++) {
            try (var server = start(false)) {
                assertThat(server.line()).as(this::complaint).isPresent();
                if (i % 5 != 4) { // else while it has just begun
                    assertThat(server.line()).as(this::complaint).contains("begun");
                }
                Thread.sleep(random.nextInt(200));
                assertThat(server.isAlive()).as(this::complaint).isTrue();
                server.kill();
            }
            check();
        }
        try (var server = start(true)) {
            assertThat(server.line()).as(this::complaint).isPresent();
            assertThat(server.end()).as(this::complaint).isZero();
        }
        int effects = check();
        assertThat(used).isGreaterThan(cycles);
        LedgerCheck.verify(folder.resolve("ledger.db"), SampleKeys.LOG);
        Drill.report(
                ("kill -9 among uses of grants: %d cycles, %d entries, %d grants, %d uses, %d"
                                + " effects; 0 effects without intent, 0 uses without intent, 0"
                                + " intents without use, 0 beyond the bounds")
                        .formatted(cycles, entries, remaining.size(), used, effects));
    }

    private ChildProcess start(boolean last) throws IOException {
        return ChildProcess.java(
                scratch, GrantedServer.class, Map.of(), GrantedServer.arguments(folder, last));
    }

    private String complaint() {
        try {
            return Files.readString(scratch.resolve("stderr.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files first: whatever stands in them, the ledger must have had before. */
    private int check() throws Exception {
        var effects = AppendedLines.read(folder.resolve("effects"));
        try (var ledger = new LedgerContents(folder.resolve("ledger.db"))) {
            for (var entry : ledger.entries(entries).values()) {
                take(JSON.readTree(entry));
            }
        }
        assertThat(open.isMissingNode()).as("an intent without its use").isTrue();
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
        var type = entry.path("type").asText();
        assertThat(open.isMissingNode()).isEqualTo(!type.equals("grant.used"));
        var grant = entry.at("/grant/id").asText();
        switch (type) {
            case "grant.created" -> remaining.put(grant, entry.at("/grant/remaining").asInt());
            case "op.started" -> {
                assertThat(intended.add(entry.at("/target/0/name").asText())).isTrue();
                open = entry;
            }
            case "grant.used" -> {
                assertThat(open.at("/op/id")).isEqualTo(entry.at("/op/id"));
                assertThat(open.at("/decision/grant").asText()).isEqualTo(grant);
                int left = remaining.merge(grant, -1, Integer::sum);
                assertThat(left).isNotNegative().isEqualTo(entry.at("/grant/remaining").asInt());
                used++;
                open = JSON.missingNode();
            }
            default -> {}
        }
    }
}
