package io.systemmanager.mcpengine;

import java.util.Optional;

/** The checks of a handshake revision's message, after its handshake. */
final class LegacyRules {

    private LegacyRules() {}

    /** The session id, or why the message cannot be served. */
    sealed interface Membership {
        record Claimed(String id) implements Membership {}

        record Refused(RpcError error) implements Membership {}
    }

    static Membership membership(RequestHeaders headers) {
        return switch (headers.value(Protocol.SESSION_HEADER)) {
            case RequestHeaders.Value.Single(var id) -> new Membership.Claimed(id);
            case RequestHeaders.Value.Absent() ->
                    new Membership.Refused(
                            RpcError.of(
                                    400,
                                    RpcError.INVALID_REQUEST,
                                    "session_missing",
                                    "There is no Mcp-Session-Id header.",
                                    "Send initialize, and its answer's session id ever after."));
            case RequestHeaders.Value.Unusable() ->
                    new Membership.Refused(
                            RpcError.invalidRequest(400, "Mcp-Session-Id is not one session id."));
        };
    }

    /** A client that hears this begins anew, which is what it needs. */
    static RpcError unknownSession() {
        return RpcError.of(
                404,
                RpcError.INVALID_REQUEST,
                "unknown_session",
                "There is no such session, or not any more.",
                "Send initialize without a session id.");
    }

    /**
     * What is wrong with the revision that the header names, if anything. A revision that is served
     * but is not the session's is let pass: clients do that, and the session's counts.
     */
    static Optional<RpcError> revisionFault(RequestHeaders headers) {
        return switch (headers.value(Protocol.VERSION_HEADER)) {
            case RequestHeaders.Value.Absent() -> Optional.empty();
            case RequestHeaders.Value.Single(var version)
                    when Protocol.LEGACY.contains(version) || Protocol.MODERN.contains(version) ->
                    Optional.empty();
            case RequestHeaders.Value.Single _, RequestHeaders.Value.Unusable _ ->
                    Optional.of(
                            RpcError.invalidRequest(
                                    400, "MCP-Protocol-Version names no revision served here."));
        };
    }

    /** What is wrong with the forms of answer that the client takes, if anything. */
    static Optional<RpcError> acceptFault(RequestHeaders headers) {
        var accepted = Accepted.of(headers);
        return accepted.json() || accepted.events()
                ? Optional.empty()
                : Optional.of(
                        RpcError.invalidRequest(406, "The Accept header excludes every answer."));
    }
}
