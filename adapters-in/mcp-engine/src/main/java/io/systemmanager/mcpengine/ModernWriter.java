package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** Results of the stateless revisions: typed, with cache rules and the server's identity. */
record ModernWriter(ObjectNode identity, Duration cacheTime) implements EraWriter {
    @Override
    public ObjectNode result(Reply.Complete reply) {
        var body = typed(reply.body(), "complete");
        return switch (reply.caching()) {
            case UNSAID -> body;
            case BRIEFLY -> caching(body, cacheTime);
            case NEVER -> caching(body, Duration.ZERO);
        };
    }

    @Override
    public ObjectNode result(Reply.Unfinished reply) {
        return typed(reply.body(), reply.type());
    }

    private ObjectNode typed(ObjectNode body, String type) {
        body.put("resultType", type);
        var meta = body.get("_meta") instanceof ObjectNode own ? own.deepCopy() : body.objectNode();
        if (!meta.has(Protocol.META_SERVER)) {
            meta.set(Protocol.META_SERVER, identity);
        }
        body.set("_meta", meta);
        return body;
    }

    /** Private: what is listed depends on who asks. */
    private static ObjectNode caching(ObjectNode body, Duration time) {
        return body.put("ttlMs", time.toMillis()).put("cacheScope", "private");
    }
}
