package io.systemmanager.domain.audit;

import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.caller.Trace;
import io.systemmanager.domain.operation.Declaration;
import java.util.Optional;

/**
 * Somebody asks for a tool, whatever the arguments.
 *
 * @param rpcId the JSON-RPC id as text
 */
public record ToolAttempt(
        RequestId id,
        Optional<String> rpcId,
        Caller.Agent caller,
        Client client,
        Trace trace,
        Declaration tool) {}
