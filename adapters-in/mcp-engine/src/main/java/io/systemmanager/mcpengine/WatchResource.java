package io.systemmanager.mcpengine;

/** {@code resources/subscribe} and {@code resources/unsubscribe} of a session. */
record WatchResource<P>(Resources<P> resources, boolean begins) implements Method<P> {
    @Override
    public Reply handle(Exchange<P> exchange) {
        var uri = exchange.params().path("uri");
        if (!uri.isTextual() || exchange.session().isEmpty()) {
            return new Reply.Failed(RpcError.invalidParams(200, "The member uri is not a string."));
        }
        var session = exchange.session().get();
        if (!begins) {
            session.unwatch(uri.asText());
            return new Reply.Empty();
        }
        if (!resources.isWatchable(exchange.principal(), uri.asText())) {
            return new Reply.Failed(ReadResource.notFound(exchange.era(), uri.asText()));
        }
        return session.watch(uri.asText())
                ? new Reply.Empty()
                : new Reply.Failed(
                        RpcError.of(
                                200,
                                RpcError.INTERNAL,
                                "too_many_subscriptions",
                                "The session is subscribed to too many resources.",
                                "Unsubscribe from some."));
    }
}
