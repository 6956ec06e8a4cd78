package io.systemmanager.domain.journal;

import io.systemmanager.domain.approval.Approval;
import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.audit.CallFacts;
import io.systemmanager.domain.operation.WriteOperation;

/**
 * An approval as it is kept: with the call that it is about, which is what the server carries out;
 * nothing that a client sends later is.
 *
 * @param operation the record that its caller sees
 * @param call the call as it came, on the target that was resolved
 */
public record ApprovalRecord(OperationId operation, CallFacts call, Approval approval) {
    public ApprovalRecord {
        if (!(call.operation() instanceof WriteOperation)) {
            throw new IllegalArgumentException("only changes are approved");
        }
    }

    /** Names the approval. */
    public ApprovalId id() {
        return approval.request().id();
    }

    /** What is to be carried out. */
    public WriteOperation change() {
        return (WriteOperation) call.operation();
    }

    /** The same in another state. */
    public ApprovalRecord with(Approval next) {
        return new ApprovalRecord(operation, call, next);
    }
}
