package io.systemmanager.mcpengine;

/** {@code prompts/list}. */
record ListPrompts<P>(Prompts<P> prompts, Pages pages) implements Method<P> {
    @Override
    public Reply handle(Exchange<P> exchange) {
        return pages.page(
                exchange,
                prompts.visibleTo(exchange.principal()),
                new Pages.Shelf<>("prompts", PromptDescription::name, PromptDescription::toJson));
    }
}
