package io.systemmanager.contract.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.contract.fixture.SampleKeys;
import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.domain.grant.StandingGrant;
import io.systemmanager.domain.journal.KeptGrant;
import io.systemmanager.sqlite.Pruner;
import io.systemmanager.sqlite.RecordCheck;
import io.systemmanager.sqlite.SqliteLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of grants that somebody else than the server wrote, some of them without a flaw. */
class SpoiltGrantsTest {
    @TempDir Path folder;
    private SqliteLedger ledger;
    private StandingGrant.Live spoilt;
    private StandingGrant.Live whole;

    @BeforeEach
    void keepTwo() {
        ledger = open("ledger.db");
        spoilt = created(1);
        whole = created(2);
        ledger.commit(GrantSamples.use(1, spoilt, Optional.empty()));
    }

    private SqliteLedger open(String name) {
        return SqliteLedger.open(
                folder.resolve(name),
                new EntryForm(LedgerSamples.ORIGIN, SampleKeys.REDACTION),
                SampleKeys.LOG,
                InstantSource.fixed(LedgerSamples.NOON));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private StandingGrant.Live created(int number) {
        var grant = GrantSamples.live(number, 5, LedgerSamples.NOON);
        ledger.commit(GrantSamples.create(grant));
        return grant;
    }

    private void outside(String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).as(sql).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "record='no JSON'",
                "record='null'",
                "record=' ' || record",
                "record=json_set(record, '$.more', 1)",
                "record=json_set(record, '$.terms.uses', 100)",
                "record=json_set(record, '$.terms.sub', 'agent:other')",
                "record=json_set(record, '$.terms.op', '**')",
                "record=json_set(record, '$.terms.expires', '2026-03-01T19:00:00Z')",
                "record=json_set(record, '$.votes', json('[]'))",
                "record=json_set(record, '$.revoked', json('{}'))",
                // Whole grants that this server did not write, and that only the entries belie.
                "record=json_set(record, '$.uses', json('[]'))",
                "record=json_set(record, '$.votes[0].by.roles', json('[\"operator\",\"security\"]'))",
                "record=json_set(record, '$.votes[0].by.person', 'dan')",
                "record=(SELECT record FROM standing_grant WHERE id LIKE '%c')",
                "id='grt_other'",
                "over_ms=over_ms + 3600000",
            })
    void aRowThatIsNotWhatTheEntriesSayAnswersNothing(String change) throws SQLException {
        outside("UPDATE standing_grant SET " + change + " WHERE id='" + spoilt.id() + "'");

        var standing = ledger.grants().standing(LedgerSamples.NOON);
        assertThat(standing).hasSize(2);
        assertThat(standing.getFirst()).isInstanceOf(KeptGrant.Unreadable.class);
        assertThat(standing.getLast()).isEqualTo(new KeptGrant.Sound(whole));
        assertThat(ledger.grants().find(spoilt.id()).flatMap(KeptGrant::sound)).isEmpty();
    }

    @Test
    void aGrantThatNobodyMadeAnswersNothing() throws SQLException {
        outside("DELETE FROM standing_grant WHERE id='" + whole.id() + "'");
        outside(
                "INSERT INTO standing_grant SELECT made + 100, replace(id, 'grt_a', 'grt_b'), over_ms,"
                        + " replace(record, 'grt_a', 'grt_b') FROM standing_grant");
        assertThat(ledger.grants().latest(9).getFirst()).isInstanceOf(KeptGrant.Unreadable.class);
        assertThat(RecordCheck.belied(folder.resolve("ledger.db"), LedgerSamples.NOON))
                .extracting(RecordCheck.Belied::what)
                .containsExactly("grant");
    }

    @Test
    void oneThatWasTakenBackIsNotBroughtBack() throws SQLException {
        var used = GrantSamples.answer(spoilt).after();
        ledger.commit(GrantSamples.revoke(used));
        outside(
                "UPDATE standing_grant SET record=json_remove(record, '$.revoked'), over_ms=(SELECT"
                        + " over_ms FROM standing_grant WHERE id='"
                        + whole.id()
                        + "') WHERE id='"
                        + spoilt.id()
                        + "'");
        assertThat(ledger.grants().find(spoilt.id()).orElseThrow())
                .isInstanceOf(KeptGrant.Unreadable.class);
    }

    @Test
    void aGrantKeepsItsEntriesFromAPruneWhileItStands() throws IOException {
        try (var other = open("other.db")) {
            other.commit(GrantSamples.create(whole));
            try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 600; i++) {
                    writers.execute(() -> other.commit(LedgerSamples.append()));
                }
            }

            assertThatThrownBy(() -> prunable(other, LedgerSamples.NOON))
                    .hasMessageContaining("there is nothing to prune");
            assertThat(prunable(other, whole.overAt()).size()).isEqualTo(512);
        }
    }

    private Pruner.Prunable prunable(SqliteLedger other, Instant now) throws IOException {
        return new Pruner(other, folder.resolve("other.db"), InstantSource.fixed(now))
                .prunable(Long.MAX_VALUE, folder.resolve("archive"));
    }

    /** A whole grant with as much left and the same vote, made by another server. */
    @Test
    void otherBoundsUnderTheSameIdAreNotBelieved() throws SQLException {
        try (var other = open("other.db")) {
            var forged = GrantSamples.live(1, 4, LedgerSamples.NOON);
            other.commit(GrantSamples.create(forged));
            assertThat(other.grants().find(forged.id())).contains(new KeptGrant.Sound(forged));
        }
        outside(
                "UPDATE standing_grant SET record='%s' WHERE id='%s'"
                        .formatted(record("other.db").replace("'", "''"), spoilt.id()));
        assertThat(ledger.grants().find(spoilt.id()).orElseThrow())
                .isInstanceOf(KeptGrant.Unreadable.class);
    }

    private String record(String name) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(name));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT record FROM standing_grant")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
