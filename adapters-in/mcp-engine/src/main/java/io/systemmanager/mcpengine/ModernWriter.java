package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** Results of the stateless revisions: typed, with cache rules and the server's identity. */
record ModernWriter(ObjectNode identity, Duration cacheTime) implements EraWriter {

    @Override
    public ObjectNode result(Reply.Complete reply) {
        var body = reply.body().put("resultType", "complete");
        if (reply.cacheable()) {
            // Private: what is listed depends on who asks.
            body.put("ttlMs", cacheTime.toMillis()).put("cacheScope", "private");
        }
        var meta = body.get("_meta") instanceof ObjectNode own ? own.deepCopy() : body.objectNode();
        meta.set(Protocol.META_SERVER, identity);
        body.set("_meta", meta);
        return body;
    }
}
