package io.systemmanager.application;

import io.systemmanager.domain.journal.ApprovalRecord;
import io.systemmanager.domain.notification.Notification;
import io.systemmanager.domain.port.Ledger;
import java.util.Optional;

/**
 * Has people told of every move of an approval that concerns them, in the move's own transaction,
 * so that neither happens without the other. Thread-safe.
 */
public record AnnouncingLedger(Ledger ledger) implements Ledger {

    @Override
    public Commit commit(Change change) {
        return ledger.commit(announced(change));
    }

    private static Change announced(Change change) {
        return reached(change)
                .flatMap(Notification::of)
                .<Change>map(notification -> new Announce(change, notification))
                .orElse(change);
    }

    private static Optional<ApprovalRecord> reached(Change change) {
        return switch (change) {
            case AskApproval(_, var approval, _) -> Optional.of(approval);
            case MoveApproval(_, var to, _, _) -> Optional.of(to);
            case Append _,
                    OpenOperation _,
                    EndOperation _,
                    SettleOperation _,
                    Announce _,
                    MoveNotification _,
                    CreateGrant _,
                    MoveGrant _,
                    OpenByGrant _,
                    IssueToken _,
                    RevokeToken _ ->
                    Optional.empty();
        };
    }
}
