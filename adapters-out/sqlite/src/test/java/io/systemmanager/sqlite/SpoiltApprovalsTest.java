package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.systemmanager.domain.approval.Approval;
import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.approval.Move;
import io.systemmanager.domain.approval.Step;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.audit.ApprovalEvent;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.journal.ApprovalRecord;
import io.systemmanager.domain.journal.KeptApproval;
import io.systemmanager.domain.port.Ledger;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of approvals that somebody else than the server wrote. */
class SpoiltApprovalsTest {
    private static final String SPOILT = "apr_" + "a".repeat(25) + "b";
    private static final String WHOLE = "apr_" + "a".repeat(25) + "c";

    @TempDir Path folder;
    private SqliteLedger ledger;

    @BeforeEach
    void askTwice() {
        ledger = SqliteLedger.open(folder.resolve("ledger.db"), Samples.opening());
        ledger.commit(Samples.ask(1));
        ledger.commit(Samples.ask(2));
        assertThat(ledger.approvals().open())
                .extracting(each -> each.sound().orElseThrow().id().value())
                .containsExactly(SPOILT, WHOLE);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private void outside(String sql) throws SQLException {
        outside(sql, 1);
    }

    private void outside(String sql, int rows) throws SQLException {
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).as(sql).isEqualTo(rows);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "record='no JSON'",
                "record=''",
                "record='null'",
                "record='[]'",
                "record=json_set(record, '$.state.name', 'approved')",
                "record=json_set(record, '$.state.name', 'approved'), state='approved'",
                "record=json_set(record, '$.state.name', 'agreed')",
                "record=json_set(record, '$.state.votes', json('[{\"by\":7}]'))",
                "record=json_set(record, '$.call.target.name', 'other')",
                "record=json_set(record, '$.policy_rev', 'sha256:00')",
                "record=json_set(record, '$.terms.slots', json('[]'))",
                "record=json_set(record, '$.terms.slots[0].n', 999999999999)",
                "record=json_set(record, '$.requested', 'yesterday')",
                "record=json_set(record, '$.risk', 'none')",
                "record=json_set(record, '$.call.roles', json('[null]'))",
                "record=replace(record, 'agent', '\\ud800')",
                "record=json_set(record, '$.id', 'apr_' || printf('%.26c', 'z'))",
                // The same meaning in another text, which no move would ever fit.
                "record=' ' || record",
                "record=json_set(record, '$.more', 1)",
                "record=json_set(record, '$.terms.slots[0].n', 1.0)",
                // A whole record in another's place.
                "record=(SELECT record FROM approval WHERE id LIKE '%c')",
                "state='approved'",
                "digest='0'",
                "requester='agent:other'",
                "operation='op_other'",
                "since='2026-03-01T12:00:00Z'",
                "id='apr_other'",
            })
    void aRowThatIsNotWhatTheServerWroteIsToldAsSuchAndHidesNoOther(String change)
            throws SQLException {
        outside("UPDATE approval SET " + change + " WHERE id='" + SPOILT + "'");

        var open = ledger.approvals().open();
        assertThat(open).hasSize(2);
        assertThat(open.getFirst()).isInstanceOf(KeptApproval.Unreadable.class);
        assertThat(open.getLast().sound().orElseThrow().id().value()).isEqualTo(WHOLE);
        assertThat(ledger.approvals().latest(9)).containsExactly(open.getLast(), open.getFirst());
        assertThat(ledger.approvals().find(new ApprovalId(SPOILT)).flatMap(KeptApproval::sound))
                .isEmpty();
        assertThat(ledger.approvals().find(new ApprovalId(WHOLE))).contains(open.getLast());
    }

    /** Bob agrees, which is all that was missing. */
    private static ApprovalRecord agreed() {
        var pending = Samples.ask(1).approval();
        var cast =
                new Move.Cast(
                        new Approver(new Person("bob"), Set.of("operator"), new Approver.Secret()),
                        Vote.Choice.APPROVE,
                        pending.approval().request().digest(),
                        Optional.empty());
        return switch (pending.approval().after(cast, Samples.NOON.plusSeconds(9))) {
            case Step.Moved(var next) -> pending.with(next);
            case Step.Refused(var why) -> throw new AssertionError(why);
        };
    }

    private KeptApproval keptOfSpoilt() {
        return ledger.approvals().find(new ApprovalId(SPOILT)).orElseThrow();
    }

    @Test
    void aVoteThatNoEntryTellsOfIsNotBelieved() throws SQLException {
        var written = agreed();
        assertThat(written.approval()).isInstanceOf(Approval.Approved.class);
        outside(
                "UPDATE approval SET state='approved', since='%s', record='%s' WHERE id='%s'"
                        .formatted(
                                written.approval().since(),
                                ApprovalForm.text(written).replace("'", "''"),
                                SPOILT));

        assertThat(keptOfSpoilt())
                .isInstanceOfSatisfying(
                        KeptApproval.Unreadable.class,
                        each -> assertThat(each.why()).contains("not what its entries say"));
        assertThat(RecordCheck.belied(folder.resolve("ledger.db"), Samples.NOON))
                .extracting(RecordCheck.Belied::what, RecordCheck.Belied::id)
                .containsExactly(tuple("approval", SPOILT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "record=json_set(record, '$.state.votes[0].by.person', 'dan')",
                "record=json_set(record, '$.state.votes[0].by.roles', json('[\"operator\",\"root\"]'))",
                // It can be claimed for as long as the last vote is fresh.
                "record=replace(record, '12:00:09.250Z', '12:05:09.250Z'), since='2026-03-01T12:05:09.250Z'",
                "record=(SELECT record FROM kept), state='pending', since='2026-03-01T12:00:00.250Z'",
            })
    void whatAnEntryTellsOfAVoteIsAllThatIsBelieved(String change) throws SQLException {
        outside("CREATE TABLE kept AS SELECT record FROM approval WHERE id='" + SPOILT + "'", 0);
        var pending = Samples.ask(1).approval();
        ledger.commit(
                new Ledger.MoveApproval(
                        pending.approval(),
                        agreed(),
                        Optional.empty(),
                        new ApprovalEvent.Voted(new Subject("operator:bob"), agreed())));
        assertThat(keptOfSpoilt()).isEqualTo(new KeptApproval.Sound(agreed()));

        outside("UPDATE approval SET " + change + " WHERE id='" + SPOILT + "'");

        assertThat(keptOfSpoilt())
                .isInstanceOfSatisfying(
                        KeptApproval.Unreadable.class,
                        each -> assertThat(each.why()).contains("not what its entries say"));
    }

    @Test
    void whatStandsInAnIdsPlaceCannotSteerATerminal() throws SQLException {
        outside("UPDATE approval SET id=char(27) || '[2J' WHERE id='" + SPOILT + "'");
        assertThat(ledger.approvals().open().getFirst())
                .isInstanceOfSatisfying(
                        KeptApproval.Unreadable.class,
                        each -> assertThat(each.id()).doesNotContain("\u001b"));
    }

    @Test
    void aDenialWhoseMomentCannotBeReadStillHolds() throws SQLException {
        var asked = Samples.ask(1).approval().approval().request();
        var requester = asked.requester().subject();
        outside("UPDATE approval SET state='denied', since='never' WHERE id='" + SPOILT + "'");
        assertThat(ledger.approvals().wasDenied(requester, asked.digest(), Instant.now())).isTrue();
    }
}
