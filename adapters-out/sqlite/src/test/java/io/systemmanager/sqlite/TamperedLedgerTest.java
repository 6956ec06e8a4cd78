package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.domain.merkle.MerkleTree;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tree, its seal and its note, and what they find when somebody else had the file. */
class TamperedLedgerTest {
    /** Some complete tiles and a rest. */
    private static final int ENTRIES = 600;

    @TempDir Path folder;

    private Path file() {
        return folder.resolve("ledger.db");
    }

    private SqliteLedger open(LogKeys keys) {
        return SqliteLedger.open(file(), Samples.opening().with(new FixedKeys(keys)));
    }

    private void fill(int entries) {
        try (var ledger = open(Samples.KEYS)) {
            for (int i = 1; i < entries; i++) {
                ledger.commit(Samples.append());
            }
        }
    }

    private Connection outsider() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file());
    }

    /** What someone does who owns the file and is stopped by no trigger. */
    private void tamper(String... statements) throws SQLException {
        try (var connection = outsider();
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
                if (sql.startsWith("PRAGMA")) {
                    statement.execute(sql);
                } else {
                    assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
                }
            }
        }
    }

    private void assertSuspect() {
        assertThatThrownBy(() -> open(Samples.KEYS))
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessageContaining("does not verify");
    }

    /** As a flipped bit in a row's header does it, which no constraint of a table stops. */
    @ParameterizedTest
    @CsvSource({
        "audit_entry, entry, idx = 300",
        "audit_entry, leaf, idx = 300",
        "audit_node, hash, idx = 1",
        "audit_seal, seal, true",
        "audit_head, note, true"
    })
    void aValueThatIsMissingOrCutShortIsFound(String table, String column, String where)
            throws Exception {
        fill(ENTRIES);
        var whole = Files.readAllBytes(file());
        for (var value : new String[] {"NULL", "x'00'"}) {
            Files.write(file(), whole);
            tamper(
                    "PRAGMA writable_schema=ON",
                    "UPDATE sqlite_schema SET sql = replace(replace(replace(sql,"
                            + " 'NOT NULL', ''), 'STRICT, ', ''), 'STRICT', '')"
                            + " WHERE name = '"
                            + table
                            + "'");
            try (var connection = outsider();
                    var statement = connection.createStatement()) {
                statement.execute("PRAGMA ignore_check_constraints=ON");
                var sql = "UPDATE %s SET %s = %s WHERE %s".formatted(table, column, value, where);
                assertThat(statement.executeUpdate(sql)).as(sql).isEqualTo(1);
            }
            assertThatThrownBy(() -> LedgerCheck.verify(file(), Samples.KEYS))
                    .isInstanceOf(LedgerUnavailable.class)
                    .hasMessageContaining("does not verify");
            assertSuspect();
        }
    }

    @Test
    void theFirstEntryOpensTheLogAndNamesItsKeys() throws Exception {
        fill(1);
        try (var connection = outsider();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT entry FROM audit_entry")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1))
                    .contains("\"type\":\"log.opened\"")
                    .contains("\"vkey\":\"" + Samples.KEYS.log().verifier().text() + "\"")
                    .contains("\"epoch_vkey\":\"" + Samples.KEYS.epoch().verifier().text() + "\"")
                    .contains("\"ddl\":\"" + Schema.digest().hex() + "\"");
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void whatIsStoredProvesEveryEntryAndEveryEarlierState() throws Exception {
        fill(ENTRIES);
        try (var connection = outsider()) {
            var rows = new TreeRows(connection);
            var tree = new MerkleTree(rows, ENTRIES);
            for (long i = 0; i < ENTRIES; i += 37) {
                var leaf = rows.read(0, i, 1).getFirst();
                assertThat(tree.inclusion(i).verify(leaf, tree.root())).isTrue();
                var earlier = new MerkleTree(rows, i).root();
                assertThat(tree.consistencyFrom(i).verify(earlier, tree.root())).isTrue();
            }
        }
    }

    @Test
    void aClosedLedgerHasANoteOfAllItsEntries() throws Exception {
        fill(ENTRIES);
        try (var connection = outsider()) {
            var rows = new TreeRows(connection);
            var note = SignedNote.parse(rows.head().orElseThrow()).orElseThrow();
            assertThat(Samples.KEYS.signed(note)).isTrue();
            assertThat(Checkpoint.parse(note.text()).orElseThrow())
                    .isEqualTo(
                            new Checkpoint(
                                    Samples.KEYS.origin(),
                                    ENTRIES,
                                    new MerkleTree(rows, ENTRIES).root()));
        }
    }

    @Test
    void anUntouchedLedgerGoesOn() {
        fill(ENTRIES);
        fill(ENTRIES);
        assertThat(Files.exists(file())).isTrue();
        open(Samples.KEYS).close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_entry SET entry=replace(entry,'192.0.2.7','192.0.2.8') WHERE idx=7",
                "UPDATE audit_entry SET leaf=zeroblob(32) WHERE idx=7",
                "UPDATE audit_entry SET leaf=(SELECT leaf FROM audit_entry WHERE idx=8) WHERE idx=7",
                "UPDATE audit_entry SET idx=9000 WHERE idx=599",
                "DELETE FROM audit_entry WHERE idx=7",
                "DELETE FROM audit_entry WHERE idx=599",
                "DELETE FROM audit_entry WHERE idx>=300",
                "DELETE FROM audit_entry",
                "DELETE FROM audit_node WHERE idx=0",
                "UPDATE audit_node SET hash=zeroblob(32) WHERE idx=1",
                "UPDATE audit_seal SET seal=zeroblob(32)",
                "UPDATE audit_seal SET size=599",
                "DELETE FROM audit_seal",
                "UPDATE audit_head SET note=replace(note,'600','599')",
                "UPDATE audit_head SET note='nonsense'",
                "INSERT INTO audit_entry(idx,entry,leaf) VALUES(600,'{}',zeroblob(32))"
            })
    void whatSomebodyElseChangedIsFoundAtTheNextStart(String sql) throws Exception {
        fill(ENTRIES);
        tamper(sql);
        assertSuspect();
        assertThatThrownBy(() -> LedgerCheck.verify(file(), Samples.KEYS))
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessageContaining("does not verify");
    }

    @Test
    void theWholeIsCheckedBesideTheServerThatWritesIt() {
        try (var ledger = open(Samples.KEYS)) {
            for (int i = 1; i < ENTRIES; i++) {
                ledger.commit(Samples.append());
                if (i % 100 == 0) {
                    assertThat(LedgerCheck.verify(file(), Samples.KEYS).size()).isEqualTo(i + 1);
                }
            }
        }
    }

    @Test
    void anEntryThatIsChangedWithItsLeafIsFoundByTheNodeAboveOrTheSeal() throws Exception {
        fill(ENTRIES);
        for (int index : new int[] {7, 599}) {
            var kept = folder.resolve("kept.db");
            Files.copy(file(), kept, StandardCopyOption.REPLACE_EXISTING);
            replace(index, "{\"made\":\"up\"}");
            assertSuspect();
            Files.copy(kept, file(), StandardCopyOption.REPLACE_EXISTING);
            open(Samples.KEYS).close();
        }
    }

    private void replace(int index, String entry) throws SQLException {
        tamper("UPDATE audit_entry SET entry='" + entry + "' WHERE idx=" + index);
        var leaf =
                io.systemmanager.domain.merkle.Hash.ofLeaf(entry.getBytes(StandardCharsets.UTF_8));
        tamper("UPDATE audit_entry SET leaf=x'" + leaf.hex() + "' WHERE idx=" + index);
    }

    @Test
    void anOlderSealWithItsOwnEntriesIsFoundByTheNote() throws Exception {
        fill(300);
        String seal;
        try (var connection = outsider();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT hex(seal) FROM audit_seal")) {
            rows.next();
            seal = rows.getString(1);
        }
        fill(301);
        tamper(
                "DELETE FROM audit_entry WHERE idx>=300",
                "UPDATE audit_seal SET size=300, seal=x'" + seal + "'",
                "DELETE FROM audit_node WHERE level=1 AND idx>=1");
        assertSuspect();
    }

    @Test
    void otherKeysAreRefused() {
        fill(5);
        var strangers = new byte[32];
        strangers[0] = 1;
        for (var keys :
                List.of(
                        LogKeys.of(Samples.KEYS.origin(), strangers, strangers),
                        LogKeys.of(
                                LogKeys.origin("other.example.org", 1),
                                Samples.seed("log"),
                                Samples.seed("epoch")))) {
            assertThatThrownBy(() -> open(keys))
                    .isInstanceOf(LedgerUnavailable.class)
                    .hasMessageContaining("does not verify");
        }
    }
}
