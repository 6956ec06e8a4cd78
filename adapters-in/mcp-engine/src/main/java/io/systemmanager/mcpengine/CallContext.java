package io.systemmanager.mcpengine;

import java.util.Optional;

/**
 * What is known of a request, for the record. Client name and version are what the client says of
 * itself: never to be believed, of any length the request limit allows.
 *
 * @param rpcId the JSON-RPC id as text
 * @param protocol the MCP revision the request is served in
 * @param clientName empty where the protocol did not carry it
 * @param clientVersion empty where the protocol did not carry it
 * @param remoteAddress the peer's address
 * @param traceparent W3C Trace Context, well-formed; from {@code _meta} before the header
 * @param correlationId the id under which an operator finds this request
 */
public record CallContext(
        String rpcId,
        String protocol,
        Optional<String> clientName,
        Optional<String> clientVersion,
        String remoteAddress,
        Optional<String> traceparent,
        String correlationId) {

    /** Whether that revision is one of those in which the server keeps nothing between requests. */
    public boolean isStateless() {
        return Protocol.MODERN.contains(protocol);
    }
}
