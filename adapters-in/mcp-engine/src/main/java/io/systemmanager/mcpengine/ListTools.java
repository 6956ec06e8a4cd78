package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code tools/list}. */
record ListTools<P>(Offer<P> offer, Pages pages) implements Method<P> {
    @Override
    public Reply handle(Exchange<P> exchange) {
        boolean structured =
                offer.wantsStructure(exchange.client())
                        && !exchange.context().protocol().equals(Protocol.OLDEST);
        return pages.page(
                exchange,
                offer.tools().visibleTo(exchange.principal()),
                new Pages.Shelf<>("tools", ToolDescription::name, tool -> entry(tool, structured)));
    }

    private static ObjectNode entry(ToolDescription tool, boolean structured) {
        var entry = JsonNodeFactory.instance.objectNode();
        entry.put("name", tool.name()).put("description", tool.description());
        entry.set("inputSchema", tool.inputSchema());
        if (structured) {
            tool.outputSchema().ifPresent(schema -> entry.set("outputSchema", schema));
        }
        entry.set("annotations", tool.annotations());
        return entry;
    }
}
