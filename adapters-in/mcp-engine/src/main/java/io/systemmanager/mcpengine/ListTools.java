package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** {@code tools/list}: everything on one page, so that there are no cursors. */
record ListTools<P>(Tools<P> tools) implements Method<P> {

    @Override
    public Reply handle(Exchange<P> exchange) {
        var cursor = exchange.params().path("cursor");
        if (!cursor.isMissingNode() && !cursor.isNull()) {
            return new Reply.Failed(RpcError.invalidParams(200, "There is no such cursor."));
        }
        var body = JsonNodeFactory.instance.objectNode();
        var list = body.putArray("tools");
        for (var tool : tools.visibleTo(exchange.principal())) {
            var entry = list.addObject();
            entry.put("name", tool.name()).put("description", tool.description());
            entry.set("inputSchema", tool.inputSchema());
            entry.set("annotations", tool.annotations());
        }
        return new Reply.Complete(body, true);
    }
}
