package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.port.EpochKeys;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key of an epoch is replaced, and what the one before it can no longer do. */
class ChangedKeysTest {
    private static final Subject OPERATOR = new Subject("operator:grace");

    @TempDir Path folder;

    private final Shelf shelf = new Shelf();

    /** Keeps keys in memory as the files do; can be told to end between two steps. */
    private static final class Shelf implements EpochKeys {
        private final List<LogKeys> keys = new ArrayList<>(List.of(Samples.KEYS));
        private int drawn;
        private boolean full;
        private boolean dead;

        @Override
        public List<LogKeys> kept() {
            return List.copyOf(keys);
        }

        @Override
        public LogKeys next() {
            if (full) {
                throw new LedgerUnavailable("no room for a key");
            }
            var next = keys.getFirst().withEpoch(Samples.seed("epoch " + drawn++));
            keys.subList(1, keys.size()).clear();
            keys.add(next);
            return next;
        }

        @Override
        public void settle(LogKeys sealing) {
            if (dead) {
                throw new LedgerUnavailable("the process ended before it came to this");
            }
            assertThat(keys).anyMatch(sealing::sameEpoch);
            keys.removeIf(each -> !each.sameEpoch(sealing));
        }
    }

    private Path file() {
        return folder.resolve("ledger.db");
    }

    private SqliteLedger open(EpochKeys keys) {
        return SqliteLedger.open(file(), Samples.opening().with(keys));
    }

    private void append(SqliteLedger ledger, int entries) {
        for (int i = 0; i < entries; i++) {
            ledger.commit(Samples.append());
        }
    }

    /** 1 + 300 + 1 + 300 + 1 + 20 entries, three epochs. */
    private void threeEpochs() {
        try (var ledger = open(shelf)) {
            append(ledger, 300);
            assertThat(ledger.rotate(OPERATOR)).isEqualTo(new Ledger.Committed(301));
            append(ledger, 300);
            ledger.rotate(OPERATOR);
            append(ledger, 20);
        }
    }

    private void tamper(String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement()) {
            for (var trigger :
                    List.of(
                            "audit_entry_is_not_changed",
                            "audit_entry_is_not_deleted",
                            "audit_checkpoint_is_not_changed",
                            "audit_checkpoint_is_not_deleted",
                            "audit_node_is_not_changed",
                            "audit_node_is_not_deleted")) {
                statement.execute("DROP TRIGGER IF EXISTS " + trigger);
            }
            for (var sql : statements) {
                assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
            }
        }
    }

    @Test
    void theLogGoesOnUnderTheNewKeyAndTheOldOneIsGone() {
        threeEpochs();
        assertThat(shelf.kept()).hasSize(1);
        assertThat(shelf.kept().getFirst().sameEpoch(Samples.KEYS)).isFalse();

        var found = LedgerCheck.verify(file(), shelf);
        assertThat(found.checkpoint().size()).isEqualTo(623);
        assertThat(found.firstEpoch()).isEqualTo(Samples.KEYS.epoch().verifier().text());
        assertThat(found.epoch()).isEqualTo(shelf.kept().getFirst().epoch().verifier().text());
        open(shelf).close();
    }

    @Test
    void theNoteIsSignedByTheEpochInForce() {
        try (var ledger = open(shelf)) {
            ledger.rotate(OPERATOR);
            var note = ledger.note();
            assertThat(shelf.kept().getFirst().signed(note)).isTrue();
            assertThat(Samples.KEYS.signed(note)).isFalse();
        }
    }

    @Test
    void theKeysOfAnEarlierEpochOpenNothing() {
        threeEpochs();
        assertThatThrownBy(() -> open(new FixedKeys(Samples.KEYS)))
                .hasMessageContaining("the seal is not that");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM audit_checkpoint WHERE size=302",
                "DELETE FROM audit_checkpoint",
                "UPDATE audit_checkpoint SET size=301 WHERE size=302",
                "UPDATE audit_checkpoint SET note=replace(note,'302','301') WHERE size=302",
                "UPDATE audit_checkpoint SET note=(SELECT note FROM audit_checkpoint"
                        + " WHERE size=603) WHERE size=302",
                "UPDATE audit_checkpoint SET note='nonsense' WHERE size=603",
                "INSERT INTO audit_checkpoint SELECT 500, kind, note FROM audit_checkpoint"
                        + " WHERE size=603"
            })
    void aChangeOfKeysWithoutItsNoteIsFound(String sql) throws Exception {
        threeEpochs();
        tamper(sql);
        assertThatThrownBy(() -> open(shelf)).hasMessageContaining("does not verify");
        assertThatThrownBy(() -> LedgerCheck.verify(file(), shelf))
                .hasMessageContaining("does not verify");
    }

    /** He has every key of today, and makes tree, seal and note anew over a changed entry. */
    @Test
    void whoStealsTodaysKeysCannotRewriteAnEarlierEpoch() throws Exception {
        threeEpochs();
        var stolen = shelf.kept().getFirst();
        tamper(
                "UPDATE audit_entry SET entry='{\"made\":\"up\"}', leaf=x'"
                        + io.systemmanager.domain.merkle.Hash.ofLeaf(
                                        "{\"made\":\"up\"}".getBytes(StandardCharsets.UTF_8))
                                .hex()
                        + "' WHERE idx=100",
                "DELETE FROM audit_node");
        forge(stolen);
        assertThatThrownBy(() -> LedgerCheck.verify(file(), shelf))
                .hasMessageContaining("the change of keys at entry 301 is not signed");
    }

    private void forge(LogKeys stolen) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var session = new WriteSession(connection)) {
            var rows = session.tree();
            var range = io.systemmanager.domain.merkle.CompactRange.empty();
            for (var leaf : rows.read(0, 0, (int) rows.size())) {
                for (var node : range.append(leaf)) {
                    session.node(node);
                }
            }
            var tree = new LogTree(stolen, range);
            session.seal(tree.size(), tree.seal());
            try (var statement = connection.createStatement()) {
                statement.executeUpdate("DELETE FROM audit_head");
            }
            session.head(tree.size(), stolen.sign(tree.checkpoint()).encoded());
        }
    }

    @Test
    void anEndBeforeTheOldKeyIsDestroyedLeavesALedgerThatOpens() {
        try (var ledger = open(shelf)) {
            append(ledger, 5);
            shelf.dead = true;
            ledger.rotate(OPERATOR);
            append(ledger, 5);
        }
        assertThat(shelf.kept()).hasSize(2);
        shelf.dead = false;
        open(shelf).close();
        assertThat(shelf.kept()).hasSize(1);
        assertThat(shelf.kept().getFirst().sameEpoch(Samples.KEYS)).isFalse();
    }

    @Test
    void anEndBeforeTheLogMovedOnLeavesALedgerThatOpens() {
        try (var ledger = open(shelf)) {
            append(ledger, 5);
        }
        shelf.next();
        open(shelf).close();
        assertThat(shelf.kept()).hasSize(1);
        assertThat(shelf.kept().getFirst().sameEpoch(Samples.KEYS)).isTrue();
    }

    @Test
    void whereNoKeyCanBeKeptTheEpochGoesOn() {
        try (var ledger = open(shelf)) {
            shelf.full = true;
            assertThatThrownBy(() -> ledger.rotate(OPERATOR)).isInstanceOf(LedgerUnavailable.class);
            append(ledger, 3);
            shelf.full = false;
            ledger.rotate(OPERATOR);
        }
        assertThat(LedgerCheck.verify(file(), shelf).checkpoint().size()).isEqualTo(5);
    }

    /** A change that the writer does not know of: it looks at the file, and follows. */
    @Test
    void aChangeThatIsFoundInTheFileIsTakenUp() {
        try (var file = LedgerFile.hold(file())) {
            var connections = new Connections(file.database());
            Schema.migrate(connections);
            try (var commits = commits(file, connections)) {
                carryOut(commits, Samples.unit(opening()));
                shelf.dead = true;
                try (var other = commits(file, connections)) {
                    carryOut(other, Unit.of(new Unit.Work.Rotation(OPERATOR)));
                }
                shelf.dead = false;
                assertThat(shelf.kept()).hasSize(2);

                var refused = Samples.unit(Samples.append());
                commits.carryOut(Samples.intake(refused));
                assertThatThrownBy(() -> refused.await()).isInstanceOf(LedgerUnavailable.class);
                carryOut(commits, Samples.unit(Samples.append()));
                assertThat(shelf.kept()).hasSize(1);
                assertThat(shelf.kept().getFirst().sameEpoch(Samples.KEYS)).isFalse();
            }
        }
    }

    @Test
    void aStaleNoteOfTheEpochBeforeDoesNotReplaceThatOfTheChange() throws Exception {
        threeEpochs();
        var late = Samples.KEYS;
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var session = new WriteSession(connection)) {
            var early =
                    new io.systemmanager.domain.note.Checkpoint(
                            late.origin(),
                            10,
                            new io.systemmanager.domain.merkle.MerkleTree(session.tree(), 10)
                                    .root());
            session.head(10, late.sign(early).encoded());
            var head = session.tree().head().flatMap(SignedNote::parse).orElseThrow();
            assertThat(shelf.kept().getFirst().signed(head)).isTrue();
        }
    }

    private GroupCommit commits(LedgerFile file, Connections connections) {
        var how = Samples.opening().with(shelf);
        return new GroupCommit(
                file,
                connections,
                how.scribe(),
                new KnownTokens(),
                how.keys(),
                how.custody(file),
                () -> {});
    }

    private static Ledger.Append opening() {
        return new Ledger.Append(
                new io.systemmanager.domain.audit.LogEvent.LogOpened(
                        Samples.KEYS.origin(),
                        1,
                        Samples.KEYS.log().verifier().text(),
                        Samples.KEYS.epoch().verifier().text(),
                        Schema.digest(),
                        java.util.Optional.empty()));
    }

    private static void carryOut(GroupCommit commits, Unit unit) {
        commits.carryOut(Samples.intake(unit));
        unit.await();
    }
}
