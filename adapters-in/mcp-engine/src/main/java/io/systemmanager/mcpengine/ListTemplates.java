package io.systemmanager.mcpengine;

/** {@code resources/templates/list}. */
record ListTemplates<P>(Resources<P> resources, Pages pages) implements Method<P> {
    @Override
    public Reply handle(Exchange<P> exchange) {
        return pages.page(
                exchange,
                resources.templatesVisibleTo(exchange.principal()),
                new Pages.Shelf<>(
                        "resourceTemplates",
                        ResourceTemplate::uriTemplate,
                        ResourceTemplate::toJson));
    }
}
