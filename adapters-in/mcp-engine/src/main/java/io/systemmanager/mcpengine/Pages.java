package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Cuts a list into pages. A cursor is sealed and holds good for its method and its sender only; it
 * names the last entry shown, so that what changes before it moves nothing.
 */
record Pages(Sealer sealer, int size) {

    /** How a list is shown. */
    record Shelf<T>(String member, Function<T, String> key, Function<T, ObjectNode> json) {}

    <T> Reply page(Exchange<?> exchange, List<T> all, Shelf<T> shelf) {
        var from = start(exchange, all, shelf);
        if (from.isEmpty()) {
            return new Reply.Failed(
                    RpcError.invalidParams(200, "There is no such cursor, or not any more."));
        }
        int first = from.getAsInt();
        int end = Math.min(all.size(), first + size);
        var body = JsonNodeFactory.instance.objectNode();
        var list = body.putArray(shelf.member());
        all.subList(first, end).forEach(entry -> list.add(shelf.json().apply(entry)));
        if (end < all.size()) {
            body.put("nextCursor", cursor(exchange, shelf.key().apply(all.get(end - 1))));
        }
        return new Reply.Complete(body, Reply.Caching.BRIEFLY);
    }

    private <T> OptionalInt start(Exchange<?> exchange, List<T> all, Shelf<T> shelf) {
        var cursor = exchange.params().path("cursor");
        if (cursor.isMissingNode() || cursor.isNull()) {
            return OptionalInt.of(0);
        }
        var last =
                cursor.isTextual()
                        ? sealer.open(cursor.asText(), bound(exchange))
                        : Optional.<ObjectNode>empty();
        for (int i = 0; last.isPresent() && i < all.size(); i++) {
            if (shelf.key().apply(all.get(i)).equals(last.get().path("after").asText())) {
                return OptionalInt.of(i + 1);
            }
        }
        return OptionalInt.empty();
    }

    private String cursor(Exchange<?> exchange, String after) {
        return sealer.seal(
                JsonNodeFactory.instance.objectNode().put("after", after), bound(exchange));
    }

    private static String[] bound(Exchange<?> exchange) {
        return new String[] {"cursor", exchange.request().method(), exchange.subject()};
    }
}
