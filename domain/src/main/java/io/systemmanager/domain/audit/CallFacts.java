package io.systemmanager.domain.audit;

import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.caller.Trace;
import io.systemmanager.domain.operation.Operation;
import io.systemmanager.domain.operation.Target;
import java.util.Optional;

/**
 * What every entry about a call says.
 *
 * @param rpcId the JSON-RPC id as text
 * @param reason the caller's own words, untrusted
 */
public record CallFacts(
        RequestId id,
        Optional<String> rpcId,
        Caller.Agent caller,
        Client client,
        Trace trace,
        Operation operation,
        Target target,
        Optional<String> reason) {}
