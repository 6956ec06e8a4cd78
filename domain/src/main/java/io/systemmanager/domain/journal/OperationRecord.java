package io.systemmanager.domain.journal;

import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.plan.Plan;
import io.systemmanager.domain.risk.Risk;
import java.time.Instant;
import java.util.Optional;

/**
 * The record of one change, from its intent to its end.
 *
 * @param caller who asked; only this subject, and holders of {@code ops:read}, may see it
 * @param target how the target is called, for people; its resolved id stands in the ledger entry
 * @param key the caller's idempotency key
 * @param intent what was meant, for whoever must look later whether it came about
 * @param request the digest of operation, arguments and caller: equal keys must come with equal
 *     ones
 * @param updatedAt when the state last changed
 */
public record OperationRecord(
        OperationId id,
        Subject caller,
        OperationName operation,
        Risk risk,
        String target,
        Optional<IdempotencyKey> key,
        Digest request,
        Intent intent,
        Plan plan,
        OperationState state,
        Instant createdAt,
        Instant updatedAt) {

    /** The same record in another state. */
    public OperationRecord with(OperationState next, Instant at) {
        return new OperationRecord(
                id, caller, operation, risk, target, key, request, intent, plan, next, createdAt,
                at);
    }
}
