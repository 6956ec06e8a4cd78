package io.systemmanager.contract.port;

import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.grant.GrantId;
import io.systemmanager.domain.note.VerifierKey;
import io.systemmanager.domain.port.Approvals;
import io.systemmanager.domain.port.AuditTrail;
import io.systemmanager.domain.port.Credentials;
import io.systemmanager.domain.port.Grants;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerWatch;
import io.systemmanager.domain.port.Notifications;
import io.systemmanager.domain.port.OperationRecords;
import io.systemmanager.simulated.InMemoryLedger;
import io.systemmanager.simulated.SimulatedClock;

class InMemoryLedgerTest
        implements LedgerContract,
                ApprovalsContract,
                GrantsContract,
                AuditTrailContract,
                NotificationsContract {
    private final SimulatedClock clock = new SimulatedClock(LedgerSamples.NOON);
    private final InMemoryLedger ledger = new InMemoryLedger(clock, LedgerSamples.ORIGIN);

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
    public void makeUnreadable(ApprovalId id) {
        ledger.makeUnreadable(id);
    }

    @Override
    public Grants grants() {
        return ledger.grants();
    }

    @Override
    public void makeUnreadable(GrantId id) {
        ledger.grants().makeUnreadable(id);
    }

    @Override
    public AuditTrail trail() {
        return ledger.trail();
    }

    @Override
    public SimulatedClock clock() {
        return clock;
    }

    @Override
    public VerifierKey key() {
        return InMemoryLedger.verifier();
    }

    @Override
    public long first() {
        return 0;
    }

    @Override
    public LedgerWatch watch() {
        return ledger;
    }

    @Override
    public Credentials credentials() {
        return ledger;
    }
}
