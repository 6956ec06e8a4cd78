package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Which generation of the protocol a message belongs to. The body decides first: a claim is a
 * protocol version in {@code params._meta}. The header decides only where the body says nothing,
 * and no other header ever does. Per message: one connection may mix both.
 */
sealed interface Classification {

    /** Every request describes itself. */
    record Modern(Message.Request request) implements Classification {}

    /** Handshake revisions: a request. */
    record Legacy(Message.Request request) implements Classification {}

    /** Handshake revisions: a notification or a response, which has no answer. */
    record LegacyOneWay(Message message) implements Classification {}

    /** To be accepted and forgotten. */
    record Ignored() implements Classification {}

    /** Not allowed in this generation. */
    record Misplaced(RpcError error) implements Classification {}

    static Classification of(Message message, RequestHeaders headers) {
        boolean modernHeader = isModern(headers);
        return switch (message) {
            case Message.Request request -> {
                if (claims(request.params())) {
                    yield new Modern(request);
                }
                yield modernHeader ? new Modern(request) : new Legacy(request);
            }
            case Message.Notification notification ->
                    claims(notification.params()) || modernHeader
                            ? new Ignored()
                            : new LegacyOneWay(message);
            case Message.Response _ ->
                    modernHeader
                            ? new Misplaced(
                                    RpcError.invalidRequest(
                                            400, "This revision has no responses from clients."))
                            : new LegacyOneWay(message);
        };
    }

    private static boolean claims(JsonNode params) {
        return params.path("_meta").has(Protocol.META_VERSION);
    }

    private static boolean isModern(RequestHeaders headers) {
        // Revisions are dates, so they compare as text; what is newer than any we know is modern.
        return headers.all(Protocol.VERSION_HEADER).stream()
                .map(String::strip)
                .anyMatch(version -> version.compareTo(Protocol.MODERN.getLast()) >= 0);
    }
}
