package io.systemmanager.console;

import io.systemmanager.domain.approval.Approval;
import io.systemmanager.domain.approval.ApprovalRequest;
import io.systemmanager.domain.audit.ApprovalEvent;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.risk.Risk;

/** Lets what is asked for be of another risk than the few operations of today are. */
final class RaisingLedger implements Ledger {
    private final Ledger ledger;
    Risk risk = Risk.LOW;

    RaisingLedger(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Commit commit(Change change) {
        return ledger.commit(change instanceof AskApproval ask ? raised(ask) : change);
    }

    private AskApproval raised(AskApproval ask) {
        var from = ask.approval().approval().request();
        var pending =
                new Approval.Pending(
                        new ApprovalRequest(
                                from.id(),
                                from.binding(),
                                risk,
                                from.terms(),
                                from.requestedAt(),
                                from.reason()));
        var event = ask.event();
        return new AskApproval(
                ask.operation(),
                ask.approval().with(pending),
                new ApprovalEvent.Requested(
                        event.call(), event.decision(), event.operation(), pending));
    }
}
