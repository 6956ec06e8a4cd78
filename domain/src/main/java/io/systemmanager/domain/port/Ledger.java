package io.systemmanager.domain.port;

import io.systemmanager.domain.approval.Approval;
import io.systemmanager.domain.audit.AccessEvent;
import io.systemmanager.domain.audit.ApprovalEvent;
import io.systemmanager.domain.audit.AuditEvent;
import io.systemmanager.domain.audit.GrantEvent;
import io.systemmanager.domain.audit.NotificationEvent;
import io.systemmanager.domain.audit.OperationEvent;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.grant.GrantAnswer;
import io.systemmanager.domain.grant.StandingGrant;
import io.systemmanager.domain.journal.ApprovalRecord;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.notification.Delivery;
import io.systemmanager.domain.notification.Notification;
import io.systemmanager.domain.notification.NotificationRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes state and the audit entry about it in one transaction.
 *
 * <p>A change that {@code commit} answered with {@link Committed} is on disk: it survives the end
 * of the process and of the power. Sequence numbers have no gaps; some belong to entries that the
 * ledger writes about itself. Promises nothing against someone who owns the disk. Thread-safe;
 * blocks until durable, and concurrent calls share a sync.
 */
public interface Ledger {

    /**
     * Makes a change durable, or leaves everything as it was.
     *
     * @throws LedgerUnavailable when it is not durable; the caller must then not act
     */
    Commit commit(Change change);

    /** What came of a commit. */
    sealed interface Commit permits Committed, Conflict {}

    /**
     * Durable.
     *
     * @param seq the sequence number of its entry, the first where there are several
     */
    record Committed(long seq) implements Commit {}

    /**
     * A guard did not hold and nothing was written.
     *
     * @param guard which one, for people
     */
    record Conflict(String guard) implements Commit {}

    /** A change of state with the entry about it; each names the guard that must hold. */
    sealed interface Change {
        /** The entry about it. */
        AuditEvent event();

        /** Further entries about it, in the same transaction and right after the first. */
        default List<AuditEvent> further() {
            return List.of();
        }
    }

    /** Writes an entry and changes nothing else. No guard. */
    record Append(AuditEvent event) implements Change {}

    /** Opens an operation. Guard: its caller has no other with the same idempotency key. */
    record OpenOperation(OperationRecord operation, OperationEvent.Started event)
            implements Change {}

    /** Ends an operation. Guard: it is running. */
    record EndOperation(OperationRecord operation, AuditEvent event) implements Change {}

    /**
     * Writes down what a look at the target said about an operation whose end nobody saw. Guard: it
     * is indeterminate, and no look has been written down yet.
     */
    record SettleOperation(OperationRecord operation, OperationEvent.Reconciled event)
            implements Change {}

    /**
     * Lets an operation wait for people. Guard: its caller has no other with the same idempotency
     * key, none open that asks exactly this, and fewer than {@link Approvals#MOST_OPEN} open.
     */
    record AskApproval(
            OperationRecord operation, ApprovalRecord approval, ApprovalEvent.Requested event)
            implements Change {}

    /**
     * Moves an approval on, and with it the operation that waits for it: to its end, or to its
     * beginning. Guard: the approval stands as it was read, and the operation waits. So of all who
     * claim an approval one does, and it serves once.
     *
     * @param from as it was read
     * @param operation empty where it goes on waiting
     */
    record MoveApproval(
            Approval from, ApprovalRecord to, Optional<OperationRecord> operation, AuditEvent event)
            implements Change {}

    /**
     * Keeps a new grant, and lets the oldest of those go that are over and more than {@link
     * Grants#MOST_OVER}. Guard: no other has the same id, and fewer than {@link
     * Grants#MOST_STANDING} are not over when it is made.
     */
    record CreateGrant(StandingGrant.Live grant, GrantEvent.Created event) implements Change {}

    /**
     * Moves a grant on as a person wants it. Guard: it stands as it was read.
     *
     * @param from as it was read
     */
    record MoveGrant(StandingGrant from, StandingGrant to, GrantEvent event) implements Change {}

    /**
     * Opens an operation that a grant answers for, and counts that use. Guard: the grant stands as
     * it was read, and the caller has no other operation with the same idempotency key. So a use is
     * counted exactly when its intent is written, and of all who read the same state one has it.
     */
    record OpenByGrant(
            OperationRecord operation,
            GrantAnswer.Yes answer,
            OperationEvent.Started event,
            GrantEvent.Used used)
            implements Change {
        @Override
        public List<AuditEvent> further() {
            return List.of(used);
        }
    }

    /**
     * Makes a change, and puts into the outbox what people outside are told about it: both are
     * durable or neither is. What is in the outbox under the same id stays as it is. Guard: that of
     * the change.
     */
    record Announce(Change change, Notification notification) implements Change {
        public Announce {
            if (change instanceof Announce) {
                throw new IllegalArgumentException("a change is announced once");
            }
        }

        @Override
        public AuditEvent event() {
            return change.event();
        }

        @Override
        public List<AuditEvent> further() {
            return change.further();
        }
    }

    /** Moves a notification on. Guard: it stands as it was read. */
    record MoveNotification(NotificationRecord from, Delivery to, NotificationEvent event)
            implements Change {}

    /** Makes a credential good. Guard: no other has the same id. */
    record IssueToken(TokenRecord token, AccessEvent.TokenIssued event) implements Change {}

    /** Takes a credential back. Guard: it exists and is not revoked yet. */
    record RevokeToken(CredentialId token, Instant at, AccessEvent.TokenRevoked event)
            implements Change {}
}
