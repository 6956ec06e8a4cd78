package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.systemmanager.domain.audit.AccessEvent;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.journal.KeptCredential;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.sqlite.RecordCheck.Belied;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of credentials that somebody else than the server wrote, and those that outlive entries. */
class SpoiltCredentialsTest {
    private static final TokenRecord SPOILT = Samples.token("spoilt");
    private static final TokenRecord WHOLE = Samples.token("whole");
    private static final TokenRecord PLANTED = Samples.token("of somebody else");

    @TempDir Path folder;

    private Path file() {
        return folder.resolve("ledger.db");
    }

    private SqliteLedger open() {
        return SqliteLedger.open(file(), Samples.opening());
    }

    private void commit(Ledger.Change... changes) {
        try (var ledger = open()) {
            Stream.of(changes).map(ledger::commit).forEach(SpoiltCredentialsTest::committed);
        }
    }

    private static void committed(Ledger.Commit commit) {
        assertThat(commit).isInstanceOf(Ledger.Committed.class);
    }

    private void outside(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
        }
    }

    /** Looks at it as a start of the server does. */
    private void onlyWholeIsBelieved(TokenRecord other, String id) {
        try (var ledger = open()) {
            assertThat(ledger.find(other.secret())).isEmpty();
            assertThat(ledger.find(WHOLE.secret())).contains(WHOLE);
            assertThat(ledger.all()).containsExactly(WHOLE);
            assertThat(ledger.unreadable())
                    .extracting(KeptCredential.Unreadable::id)
                    .containsExactly(id);
        }
        assertThat(RecordCheck.belied(file(), Samples.NOON))
                .extracting(Belied::what, Belied::id)
                .containsExactly(tuple("credential", id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "subject='operator:mallory'",
                "subject='nobody'",
                "scopes='[\"docker:operate\",\"docker:read\",\"ops:read\"]'",
                "scopes='[\"all\"]'",
                "scopes='no JSON'",
                "scopes='null'",
                "scopes='[null]'",
                "roles='[]'",
                "roles='[\"admin\"]'",
                "person='bob'",
                "created='2026-03-01T12:00:00Z'",
                "expires=NULL",
                "expires='2999-01-01T00:00:00Z'",
                "expires='never'",
                "secret='no digest'",
                "issued=1000",
                "issued=-1",
                // In the place of another's entry, and of one about something else.
                "issued=(SELECT issued FROM token WHERE id <> '%1$s') + 1",
                "issued=0",
            })
    void aRowThatIsNotWhatItsEntrySaysOpensNothingAndHidesNoOther(String change) throws Exception {
        commit(Samples.issue("spoilt"), Samples.issue("whole"), Samples.append());
        var id = SPOILT.id().value();
        outside("UPDATE token SET %s WHERE id='%s'".formatted(change.formatted(id), id));
        onlyWholeIsBelieved(SPOILT, id);
    }

    /** The same eight digits, so that its id and its entry seem to fit. */
    @Test
    void anotherSecretInItsPlaceOpensNothing() throws Exception {
        commit(Samples.issue("spoilt"), Samples.issue("whole"));
        var id = SPOILT.id().value();
        var forged = id + PLANTED.secret().hex().substring(8);
        outside("UPDATE token SET secret='%s' WHERE id='%s'".formatted(forged, id));
        onlyWholeIsBelieved(SPOILT, id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "2", "-7"})
    void aRowThatSomebodyAddsOpensNothing(String issued) throws Exception {
        commit(Samples.append(), Samples.append(), Samples.issue("whole"), Samples.append());
        outside(
                "INSERT INTO token SELECT %s, '%s', '%s', subject, scopes, roles, created, expires, revoked, person FROM token"
                        .formatted(issued, PLANTED.id().value(), PLANTED.secret().hex()));
        onlyWholeIsBelieved(PLANTED, PLANTED.id().value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"revoked=NULL", "revoked=NULL, issued=issued+100", "revoked='then'"})
    void whatWasTakenBackIsNotRevived(String change) throws Exception {
        commit(Samples.issue("spoilt"), Samples.issue("whole"), Samples.revoke(SPOILT));
        var id = SPOILT.id().value();
        outside("UPDATE token SET %s WHERE id='%s'".formatted(change, id));
        onlyWholeIsBelieved(SPOILT, id);
    }

    @Test
    void whatStandsInAnIdsPlaceCannotSteerATerminal() throws Exception {
        commit(Samples.issue("spoilt"), Samples.issue("whole"));
        assertThat(RecordCheck.belied(file(), Samples.NOON)).isEmpty();
        outside("UPDATE token SET id=char(27) || '[2J' WHERE id='" + SPOILT.id().value() + "'");
        try (var ledger = open()) {
            assertThat(ledger.unreadable().getFirst().id()).doesNotContain("\u001b");
            assertThat(ledger.all()).containsExactly(WHOLE);
        }
    }

    private void fill(int entries) {
        try (var ledger = open();
                var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < entries; i++) {
                writers.execute(() -> ledger.commit(Samples.append()));
            }
        }
    }

    private void prune(Instant now) throws Exception {
        var clock = InstantSource.fixed(now);
        var opening = Samples.opening().with(Clocks.of(clock));
        try (var ledger = SqliteLedger.open(file(), opening)) {
            var pruner = new Pruner(ledger, file(), clock);
            pruner.prune(
                    Samples.AGREED,
                    pruner.prunable(Long.MAX_VALUE, folder.resolve("archive-" + now)));
        }
    }

    @Test
    void aPruneLeavesAnEntryOfEachThatIsGood() throws Exception {
        commit(Samples.issue("spoilt"), Samples.issue("whole"), Samples.revoke(SPOILT));
        fill(300);

        prune(Samples.NOON);

        assertThat(Outsider.column(file(), "SELECT min(idx) FROM audit_entry"))
                .containsExactly("256");
        assertThat(
                        Outsider.column(
                                file(),
                                "SELECT json_extract(entry, '$.token.cred') FROM audit_entry"
                                        + " WHERE type='auth.token_carried'"))
                .containsExactly(WHOLE.id().value());
        LedgerCheck.verify(file(), Samples.KEYS);
        try (var ledger = open()) {
            assertThat(ledger.find(WHOLE.secret())).contains(WHOLE);
            // It stays taken back, although the entry about that is gone.
            assertThat(ledger.find(SPOILT.secret()).flatMap(TokenRecord::revokedAt)).isPresent();
            assertThat(ledger.unreadable()).isEmpty();
            committed(ledger.commit(Samples.revoke(WHOLE)));
        }
        outside("UPDATE token SET revoked=NULL");
        try (var ledger = open()) {
            assertThat(ledger.all()).isEmpty();
            assertThat(ledger.unreadable()).hasSize(2);
        }
    }

    @Test
    void whatEndedGoesWithItsEntryAndWhatIsNotBelievedIsNotCarried() throws Exception {
        commit(Samples.issue("spoilt"), Samples.issue("whole"));
        fill(300);
        outside(
                "UPDATE token SET expires='2999-01-01T00:00:00Z' WHERE id='%s'"
                        .formatted(SPOILT.id().value()));

        prune(Samples.NOON.plus(Duration.ofDays(31)));

        assertThat(Outsider.types(file())).doesNotContain("auth.token_carried");
        try (var ledger = open()) {
            assertThat(ledger.all()).isEmpty();
            assertThat(ledger.unreadable())
                    .extracting(KeptCredential.Unreadable::id)
                    .containsExactly(SPOILT.id().value());
        }
    }

    @Test
    void aLogThatFollowsAnotherHasAnEntryOfEachThatGoesOn() throws Exception {
        var backup = folder.resolve("backup.db");
        try (var ledger = SqliteLedger.open(backup, Samples.opening())) {
            committed(ledger.commit(Samples.issue("spoilt")));
            committed(ledger.commit(Samples.issue("whole")));
            committed(ledger.commit(Samples.revoke(SPOILT)));
        }
        try (var ledger = open()) {
            ledger.carryOver(List.of(WHOLE));
            assertThat(ledger.find(WHOLE.secret())).contains(WHOLE);
        }
        LedgerCopy.carryOver(backup, file());

        assertThat(Outsider.types(file())).containsExactly("log.opened", "auth.token_carried");
        try (var ledger = open()) {
            assertThat(ledger.find(WHOLE.secret())).contains(WHOLE);
            assertThat(ledger.find(SPOILT.secret()).flatMap(TokenRecord::revokedAt)).isPresent();
            assertThat(ledger.unreadable()).isEmpty();
        }
    }

    @Test
    void theEntryTellsWhatItIsAndNotTheDigestOfTheSecret() throws Exception {
        var token =
                new TokenRecord(
                        SPOILT.subject(),
                        SPOILT.secret(),
                        SPOILT.scopes(),
                        SPOILT.roles(),
                        Optional.empty(),
                        SPOILT.createdAt(),
                        Optional.empty(),
                        Optional.empty());
        commit(new Ledger.IssueToken(token, new AccessEvent.TokenIssued(Samples.BOT, token)));
        assertThat(token.digest()).isNotEqualTo(SPOILT.digest());
        assertThat(token.digest()).isEqualTo(token.revoked(Samples.NOON).digest());
        var entry =
                Outsider.column(
                                file(),
                                "SELECT entry FROM audit_entry WHERE type='auth.token_issued'")
                        .getFirst();
        assertThat(entry)
                .contains("\"digest\":\"" + token.digest().hex() + "\"")
                .doesNotContain(token.secret().hex());
    }
}
