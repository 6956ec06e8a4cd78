package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.domain.audit.SystemEvent;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.merkle.CompactRange;
import io.systemmanager.domain.merkle.Hash;
import io.systemmanager.domain.merkle.MerkleTree;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.port.Ledger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrunedLedgerTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Samples.NOON);

    @TempDir Path folder;

    private Path file() {
        return folder.resolve("ledger.db");
    }

    private Path archive() {
        return folder.resolve("archive");
    }

    private SqliteLedger open() {
        return SqliteLedger.open(file(), Samples.opening());
    }

    private void fill(int entries) {
        try (var ledger = open()) {
            // All at once, so that they share syncs.
            try (var writers = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < entries; i++) {
                    writers.execute(() -> ledger.commit(Samples.append()));
                }
            }
        }
    }

    private Pruner.Pruned prune(long before, Path archive) throws IOException {
        try (var ledger = open()) {
            var pruner = new Pruner(ledger, file(), CLOCK);
            return pruner.prune(Samples.AGREED, pruner.prunable(before, archive));
        }
    }

    /** 800 entries, of which 512 are in the archive, and the one about it. */
    private Pruner.Pruned pruned() throws IOException {
        fill(799);
        return prune(700, archive());
    }

    private void tamper(String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement()) {
            var triggers = new ArrayList<String>();
            try (var rows =
                    statement.executeQuery("SELECT name FROM sqlite_schema WHERE type='trigger'")) {
                while (rows.next()) {
                    triggers.add(rows.getString(1));
                }
            }
            for (var trigger : triggers) {
                statement.execute("DROP TRIGGER " + trigger);
            }
            for (var sql : statements) {
                assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
            }
        }
    }

    @Test
    void theArchiveHoldsTheEntriesAndProvesThem() throws Exception {
        var pruned = pruned();

        assertThat(pruned.cut().size()).isEqualTo(512);
        var bytes = Files.readAllBytes(archive());
        assertThat(Digest.of(bytes)).isEqualTo(pruned.archive());
        var range = CompactRange.empty();
        for (var line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
            if (!line.isEmpty()) {
                range.append(Hash.ofLeaf(line.getBytes(StandardCharsets.UTF_8)));
            }
        }
        assertThat(range.size()).isEqualTo(512);
        assertThat(range.root()).isEqualTo(pruned.cut().root());
        var note = SignedNote.parse(Files.readString(folder.resolve("archive.note"))).orElseThrow();
        assertThat(Samples.KEYS.signed(note)).isTrue();
        assertThat(Checkpoint.parse(note.text())).contains(pruned.cut());
    }

    @Test
    void whatRemainsGoesOnAndProvesAsMuchAsBefore() throws Exception {
        fill(799);
        Hash before;
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            before = new MerkleTree(new TreeRows(connection), 800).root();
        }
        prune(700, archive());
        fill(300);

        assertThat(LedgerCheck.verify(file(), Samples.KEYS).size()).isEqualTo(1_101);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            var rows = new TreeRows(connection);
            assertThat(rows.first()).isEqualTo(512);
            var tree = new MerkleTree(rows, 1_101);
            assertThat(tree.consistencyFrom(800).verify(before, tree.root())).isTrue();
            for (long i = 512; i < 1_101; i += 31) {
                var leaf = rows.read(0, i, 1).getFirst();
                assertThat(tree.inclusion(i).verify(leaf, tree.root())).isTrue();
            }
        }
    }

    @Test
    void itCanBePrunedAgain() throws Exception {
        pruned();
        fill(300);
        var unused = folder.resolve("unused");
        try (var ledger = open()) {
            assertThat(new Pruner(ledger, file(), CLOCK).prunable(Long.MAX_VALUE, unused))
                    .isEqualTo(new Pruner.Prunable(512, 1_024, unused));
        }
        var second = prune(Long.MAX_VALUE, folder.resolve("second"));
        assertThat(second.cut().size()).isEqualTo(1_024);
        assertThat(LedgerCheck.verify(file(), Samples.KEYS).size()).isEqualTo(1_102);
        open().close();
    }

    @Test
    void whatWaitsForPeopleKeepsItsEntries() throws Exception {
        fill(299);
        try (var ledger = open()) {
            ledger.commit(Samples.ask(1));
        }
        fill(499);
        try (var ledger = open()) {
            assertThat(new Pruner(ledger, file(), CLOCK).prunable(700, archive()).size())
                    .isEqualTo(256);
        }
    }

    @Test
    void theRoomGoesBackToTheFileSystem() throws Exception {
        fill(4_000);
        long before = Files.size(file());
        prune(4_000, archive());
        assertThat(Files.size(file())).isLessThan(before / 2);
    }

    @Test
    void evidenceGoesWithTheLastEntryThatNamesIt() throws Exception {
        try (var ledger = open()) {
            ledger.commit(policy("old"));
            ledger.commit(policy("still in force"));
        }
        fill(600);
        try (var ledger = open()) {
            ledger.commit(policy("still in force"));
        }
        prune(512, archive());

        var lines = Files.readAllLines(folder.resolve("archive.evidence"));
        assertThat(lines).hasSize(1);
        var archived = new ObjectMapper().readTree(lines.getFirst());
        assertThat(Base64.getDecoder().decode(archived.path("data").asText()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("old");
        assertThat(Files.readString(archive())).contains(archived.path("digest").asText());
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT data FROM audit_blob")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getBytes(1))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("still in force");
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void whereNoEvidenceGoesThereIsNoFileOfIt() throws Exception {
        pruned();
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("archive", "archive.note")
                    .noneMatch(name -> name.contains("evidence") || name.endsWith(".part"));
        }
    }

    private static Ledger.Append policy(String text) {
        return new Ledger.Append(new SystemEvent.PolicyLoaded("r1", 1, text));
    }

    @Test
    void whereThereIsNothingToPruneNothingHappens() throws Exception {
        fill(255);
        assertThatThrownBy(() -> prune(255, archive()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the next ends at 256");
        assertThat(archive()).doesNotExist();
        assertThat(LedgerCheck.verify(file(), Samples.KEYS).size()).isEqualTo(256);
    }

    @Test
    void anArchiveThatIsThereIsNotOverwritten() throws Exception {
        fill(300);
        Files.writeString(archive(), "precious");
        assertThatThrownBy(() -> prune(300, archive())).hasMessageContaining("is there already");
        assertThat(Files.readString(archive())).isEqualTo("precious");
    }

    @Test
    void theIntentOfAnOpenOperationStays() throws Exception {
        fill(300);
        try (var ledger = open()) {
            ledger.commit(Samples.open(1, Optional.empty()));
        }
        fill(600);
        assertThat(prune(Long.MAX_VALUE, archive()).cut().size()).isEqualTo(256);
    }

    @Test
    void whatWouldBeArchivedMustBeWhatTheTreeHolds() throws Exception {
        fill(799);
        try (var ledger = open()) {
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                    var statement = connection.createStatement()) {
                statement.execute("DROP TRIGGER audit_entry_is_not_changed");
                statement.executeUpdate("UPDATE audit_entry SET entry='{}' WHERE idx=9");
            }
            var pruner = new Pruner(ledger, file(), CLOCK);
            assertThatThrownBy(() -> pruner.prune(Samples.AGREED, pruner.prunable(700, archive())))
                    .hasMessageContaining("not what its tree holds");
        }
        assertThat(archive()).doesNotExist();
    }

    @Test
    void entriesAreOnlyRemovedByAPrune() throws Exception {
        pruned();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement()) {
            for (var sql :
                    new String[] {
                        "DELETE FROM audit_entry WHERE idx=512",
                        "DELETE FROM audit_floor",
                        "UPDATE audit_floor SET size=256",
                        "INSERT OR REPLACE INTO audit_floor VALUES(1,500,800)"
                    }) {
                assertThatThrownBy(() -> statement.executeUpdate(sql))
                        .as(sql)
                        .isInstanceOf(SQLException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM audit_floor",
                "UPDATE audit_floor SET size=256",
                "UPDATE audit_floor SET entry=790",
                "UPDATE audit_floor SET size=768, entry=800",
                "DELETE FROM audit_checkpoint WHERE kind='prune'",
                "UPDATE audit_checkpoint SET note=replace(note,'512','511')",
                "DELETE FROM audit_entry WHERE idx<600",
                "DELETE FROM audit_entry WHERE idx<768",
                "UPDATE audit_entry SET entry=replace(entry,'192.0.2.7','192.0.2.8') WHERE idx=700",
                "UPDATE audit_entry SET leaf=zeroblob(32) WHERE idx=700",
                "DELETE FROM audit_node WHERE idx=0",
                "UPDATE audit_node SET hash=zeroblob(32) WHERE idx=1",
                "UPDATE audit_node SET hash=zeroblob(32) WHERE idx=2",
                "UPDATE audit_entry SET entry=replace(entry,'\"size\":512','\"size\":256') WHERE idx=800"
            })
    void whatSomebodyElseChangedIsStillFound(String sql) throws Exception {
        pruned();
        tamper(sql);
        assertThatThrownBy(this::open).hasMessageContaining("does not verify");
        assertThatThrownBy(() -> LedgerCheck.verify(file(), Samples.KEYS))
                .hasMessageContaining("does not verify");
    }
}
