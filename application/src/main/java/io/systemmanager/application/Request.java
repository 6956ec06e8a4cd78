package io.systemmanager.application;

import io.systemmanager.domain.audit.CallFacts;
import io.systemmanager.domain.audit.ToolAttempt;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.caller.Trace;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.operation.Operation;
import io.systemmanager.domain.operation.Target;
import java.util.Optional;

/**
 * One call.
 *
 * @param id the correlation id
 * @param rpcId the JSON-RPC id as text, for the ledger
 * @param terms how a change is to be carried out; of no effect on a read
 */
public record Request(
        RequestId id,
        Optional<String> rpcId,
        Caller.Agent caller,
        Client client,
        Trace trace,
        Operation operation,
        Terms terms) {

    /** The same without its arguments. */
    ToolAttempt attempt() {
        return new ToolAttempt(id, rpcId, caller, client, trace, Declaration.of(operation));
    }

    /** What the ledger says of this call once its target is known. */
    CallFacts about(Target target) {
        return new CallFacts(id, rpcId, caller, client, trace, operation, target, terms.reason());
    }
}
