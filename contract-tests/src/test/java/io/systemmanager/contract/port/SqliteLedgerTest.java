package io.systemmanager.contract.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.fixture.SampleKeys;
import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.domain.grant.GrantId;
import io.systemmanager.domain.note.VerifierKey;
import io.systemmanager.domain.notification.Notification;
import io.systemmanager.domain.notification.NotificationRecord;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.port.Approvals;
import io.systemmanager.domain.port.AuditTrail;
import io.systemmanager.domain.port.Credentials;
import io.systemmanager.domain.port.Grants;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerWatch;
import io.systemmanager.domain.port.Notifications;
import io.systemmanager.domain.port.OperationRecords;
import io.systemmanager.simulated.SimulatedClock;
import io.systemmanager.sqlite.Clocks;
import io.systemmanager.sqlite.FixedKeys;
import io.systemmanager.sqlite.SqliteLedger;
import io.systemmanager.sqlite.Upkeep;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerTest
        implements LedgerContract,
                ApprovalsContract,
                GrantsContract,
                AuditTrailContract,
                NotificationsContract {
    private final SimulatedClock clock = new SimulatedClock(LedgerSamples.NOON);
    @TempDir Path folder;
    private SqliteLedger ledger;

    @BeforeEach
    void open() {
        ledger =
                SqliteLedger.open(
                        folder.resolve("ledger.db"),
                        new EntryForm(LedgerSamples.ORIGIN, SampleKeys.REDACTION),
                        new FixedKeys(SampleKeys.LOG),
                        new Clocks(clock, () -> nanos(clock.instant())),
                        Upkeep.STANDARD);
    }

    /** Of a clock that goes on with the other. */
    private static long nanos(Instant moment) {
        return moment.toEpochMilli() * 1_000_000;
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public OperationRecords operations() {
        return ledger;
    }

    @Override
    public Approvals approvals() {
        return ledger.approvals();
    }

    @Override
    public Notifications notifications() {
        return ledger.notifications();
    }

    @Override
    public Grants grants() {
        return ledger.grants();
    }

    @Override
    public void makeUnreadable(GrantId id) {
        makeUnreadable("standing_grant", id.value());
    }

    @Override
    public void makeUnreadable(ApprovalId id) {
        makeUnreadable("approval", id.value());
    }

    private void makeUnreadable(String table, String id) {
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                var change =
                        connection.prepareStatement(
                                "UPDATE " + table + " SET record='{}' WHERE id=?")) {
            change.setString(1, id);
            change.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public AuditTrail trail() {
        return ledger;
    }

    @Override
    public LedgerWatch watch() {
        return ledger;
    }

    @Override
    public SimulatedClock clock() {
        return clock;
    }

    @Override
    public VerifierKey key() {
        return SampleKeys.LOG.log().verifier();
    }

    @Override
    public Credentials credentials() {
        return ledger;
    }

    @Override
    public long first() {
        return 1;
    }

    @Test
    void eachChangeHasItsEntryAndAConflictHasNone() throws SQLException {
        var operation = LedgerSamples.record(1, LedgerSamples.BOT, Optional.of("key-12345"));
        var token = LedgerSamples.token("one");
        ledger.commit(LedgerSamples.open(operation));
        ledger.commit(LedgerSamples.open(2, LedgerSamples.BOT, Optional.of("key-12345")));
        ledger.commit(LedgerSamples.end(operation, new Outcome.Succeeded("exited", "running")));
        ledger.commit(LedgerSamples.end(operation, new Outcome.Succeeded("exited", "running")));
        ledger.commit(LedgerSamples.issue(token));
        ledger.commit(LedgerSamples.issue(token));
        ledger.commit(LedgerSamples.revoke(token.id(), LedgerSamples.NOON));
        ledger.commit(LedgerSamples.revoke(token.id(), LedgerSamples.NOON));

        assertThat(column("SELECT idx||' '||type FROM audit_entry ORDER BY idx"))
                .containsExactly(
                        "0 log.opened",
                        "1 op.started",
                        "2 op.succeeded",
                        "3 auth.token_issued",
                        "4 auth.token_revoked");
        assertThat(column("SELECT json_extract(entry,'$.seq')-idx FROM audit_entry"))
                .containsOnly("0");
    }

    @Test
    void whatIsDueSurvivesTheEndOfTheProcess() {
        var approval = ApprovalSamples.pending(1, LedgerSamples.BOT);
        var told = Notification.of(approval).orElseThrow();
        ledger.commit(new Ledger.Announce(ApprovalSamples.ask(approval), told));

        ledger.close();
        open();

        assertThat(ledger.notifications().due(10))
                .extracting(NotificationRecord::notification)
                .containsExactly(told);
    }

    private List<String> column(String sql) throws SQLException {
        var values = new ArrayList<String>();
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                var rows = connection.createStatement().executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
