package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.merkle.Hash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies in the file. */
class StoredFormTest {
    @TempDir Path folder;
    private SqliteLedger ledger;
    private Connection outsider;

    @BeforeEach
    void fill() throws SQLException {
        ledger = SqliteLedger.open(folder.resolve("ledger.db"), Samples.opening());
        ledger.commit(Samples.append());
        var open = Samples.open(1, Optional.of("key-12345"));
        ledger.commit(open);
        ledger.commit(Samples.end(open.operation(), 1));
        ledger.commit(Samples.issue("secret"));
        ledger.commit(Samples.revoke(Samples.token("secret")));
        outsider = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
    }

    @AfterEach
    void close() throws SQLException {
        outsider.close();
        ledger.close();
    }

    @Test
    void everyStoredEntryIsTheCanonicalFormOfItself() throws Exception {
        var entries = column("SELECT entry FROM audit_entry ORDER BY idx");
        assertThat(entries).hasSize(6);
        for (var entry : entries) {
            var parsed = ParsedJson.of(new ObjectMapper().readTree(entry));
            assertThat(CanonicalJson.text(parsed)).isEqualTo(entry);
        }
    }

    @Test
    void theLeafIsTheHashOfTheStoredBytes() throws Exception {
        var entries = column("SELECT CAST(entry AS BLOB) FROM audit_entry ORDER BY idx");
        var leaves = column("SELECT lower(hex(leaf)) FROM audit_entry ORDER BY idx");
        for (int i = 0; i < entries.size(); i++) {
            var bytes = entries.get(i).getBytes(StandardCharsets.UTF_8);
            assertThat(leaves.get(i)).isEqualTo(Hash.ofLeaf(bytes).hex());
        }
        assertThat(HexFormat.of().parseHex(leaves.getFirst())).hasSize(32);
    }

    @Test
    void theColumnsAreReadOutOfTheEntry() throws Exception {
        assertThat(
                        column(
                                "SELECT concat_ws('|', idx, time, type, severity, actor, credential,"
                                        + " client, request_id, trace_id, op, op_id, risk, target,"
                                        + " outcome) FROM v_entries WHERE type='op.succeeded'"))
                .containsExactly(
                        "3|2026-03-01T12:00:00.250Z|op.succeeded|notice|agent:build-bot|deadbeef"
                                + "|cli|01900000-0000-7000-8000-000000000001"
                                + "|4bf92f3577b34da6a3ce929d0e0e4736|containers_lifecycle.start|"
                                + Samples.id(1).value()
                                + "|low|"
                                + "3f".repeat(32)
                                + "|ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_entry SET entry='{}' WHERE idx=2",
                "UPDATE audit_entry SET idx=9 WHERE idx=4",
                "DELETE FROM audit_entry WHERE idx=4",
                "DELETE FROM audit_entry",
                "INSERT OR REPLACE INTO audit_entry(idx,entry,leaf) VALUES(2,'{}',zeroblob(32))",
                "REPLACE INTO audit_entry(idx,entry,leaf) VALUES(4,'{}',zeroblob(32))",
                "INSERT INTO audit_entry(idx,entry,leaf) VALUES(2,'{}',zeroblob(32))"
                        + " ON CONFLICT(idx) DO UPDATE SET entry='{}'",
                "INSERT INTO audit_entry(idx,entry,leaf) VALUES(7,'{}',zeroblob(32))",
                "REPLACE INTO audit_entry(idx,entry,leaf) VALUES(5,'{}',zeroblob(32))",
                "INSERT INTO audit_entry(idx,entry,leaf) VALUES(-1,'{}',zeroblob(32))",
            })
    void anEntryIsNeitherChangedNorRemovedNorPutOutOfOrder(String sql) throws Exception {
        var before = column("SELECT idx||entry||hex(leaf) FROM audit_entry ORDER BY idx");
        try (var statement = outsider.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("an audit entry");
        }
        assertThat(column("SELECT idx||entry||hex(leaf) FROM audit_entry ORDER BY idx"))
                .isEqualTo(before);
    }

    @Test
    void noSecretIsStored() throws Exception {
        assertThat(column("SELECT secret FROM token"))
                .containsExactly(Samples.token("secret").secret().hex());
        assertThat(column("SELECT entry FROM audit_entry"))
                .noneMatch(entry -> entry.contains(Samples.token("secret").secret().hex()));
    }

    @Test
    void theFileKeepsItsWritesThroughAPowerCut() throws Exception {
        assertThat(column("PRAGMA journal_mode")).containsExactly("wal");
        assertThat(column("PRAGMA application_id")).containsExactly("1397571889");
        assertThat(column("PRAGMA auto_vacuum")).containsExactly("2");
        try (var writer = new Connections(folder.resolve("ledger.db")).writer()) {
            for (var setting :
                    List.of(
                            "synchronous=2",
                            "trusted_schema=0",
                            "cell_size_check=1",
                            "wal_autocheckpoint=4000",
                            "journal_size_limit=67108864",
                            "busy_timeout=2000")) {
                var name = setting.substring(0, setting.indexOf('='));
                try (var rows = writer.createStatement().executeQuery("PRAGMA " + name)) {
                    assertThat(name + "=" + rows.getString(1)).isEqualTo(setting);
                }
            }
        }
    }

    private List<String> column(String sql) throws SQLException {
        var values = new ArrayList<String>();
        try (var statement = outsider.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
