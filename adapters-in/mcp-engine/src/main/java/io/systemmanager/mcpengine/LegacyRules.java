package io.systemmanager.mcpengine;

import java.util.Optional;

/** The checks of a handshake revision's request, as long as there are no sessions. */
final class LegacyRules {

    private LegacyRules() {}

    /** The first failure, if any; a handshake is not asked. */
    static Optional<RpcError> fault(RequestHeaders headers) {
        if (!headers.all(Protocol.SESSION_HEADER).isEmpty()) {
            // It is none of ours. A client that hears 404 begins anew, which is what it needs.
            return Optional.of(
                    RpcError.of(
                            404,
                            RpcError.INVALID_REQUEST,
                            "unknown_session",
                            "There is no such session.",
                            "Send initialize without a session id."));
        }
        return switch (headers.value(Protocol.VERSION_HEADER)) {
            case RequestHeaders.Value.Absent() -> Optional.empty();
            case RequestHeaders.Value.Single(var version) when Protocol.LEGACY.contains(version) ->
                    Optional.empty();
            case RequestHeaders.Value.Single _, RequestHeaders.Value.Unusable _ ->
                    Optional.of(
                            RpcError.invalidRequest(
                                    400, "MCP-Protocol-Version names no revision served here."));
        };
    }

    /** The revision that a request is served in. */
    static String version(RequestHeaders headers) {
        return headers.text(Protocol.VERSION_HEADER)
                .filter(Protocol.LEGACY::contains)
                .orElse(Protocol.LEGACY_UNNAMED);
    }
}
