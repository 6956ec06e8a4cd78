package io.systemmanager.mcpengine;

/** {@code resources/list}. */
record ListResources<P>(Resources<P> resources, Pages pages) implements Method<P> {
    @Override
    public Reply handle(Exchange<P> exchange) {
        return pages.page(
                exchange,
                resources.visibleTo(exchange.principal()),
                new Pages.Shelf<>(
                        "resources", ResourceDescription::uri, ResourceDescription::toJson));
    }
}
