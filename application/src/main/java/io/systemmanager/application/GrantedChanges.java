package io.systemmanager.application;

import io.systemmanager.domain.admission.Gate;
import io.systemmanager.domain.audit.GrantEvent;
import io.systemmanager.domain.audit.OperationEvent;
import io.systemmanager.domain.grant.GrantAnswer;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.operation.WriteOperation;
import io.systemmanager.domain.port.Ledger;
import java.util.Optional;

/** Begins changes for which policy asks people, where those agreed in advance. Thread-safe. */
final class GrantedChanges {
    private final AnsweringGrants grants;
    private final Gate gate;
    private final Changes changes;

    GrantedChanges(AnsweringGrants grants, Gate gate, Changes changes) {
        this.grants = grants;
        this.gate = gate;
        this.changes = changes;
    }

    /** Carries the change out; empty when no grant answers, and nothing was done. */
    Optional<Reply> carryOut(PendingChanges.Wish wish, OperationRecord draft, Terms terms) {
        var call = wish.call();
        var change = (WriteOperation) call.operation();
        while (true) {
            // Each turn after the first comes of another use, vote or revocation; those are few.
            var answer = grants.to(call, change, call.target(), wish.verdict());
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            var clearance = gate.clear(change, call.target(), answer.get());
            var begun = new Changes.Begun(call, clearance, wish.decision(), wish.plan());
            var reply = changes.begin(begun, draft, terms, intent(wish, draft, answer.get()));
            if (reply.isPresent()) {
                return reply;
            }
        }
    }

    private static Ledger.OpenByGrant intent(
            PendingChanges.Wish wish, OperationRecord draft, GrantAnswer.Yes answer) {
        return new Ledger.OpenByGrant(
                draft,
                answer,
                new OperationEvent.Started(
                        wish.call(),
                        wish.decision(),
                        draft.id(),
                        wish.plan(),
                        Optional.empty(),
                        Optional.of(answer.after().id())),
                new GrantEvent.Used(wish.call(), draft.id(), answer.after()));
    }
}
