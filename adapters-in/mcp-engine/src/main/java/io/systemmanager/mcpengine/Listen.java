package io.systemmanager.mcpengine;

/** {@code subscriptions/listen}: any filter is granted, of which nothing can come yet. */
record Listen<P>() implements Method<P> {

    @Override
    public Reply handle(Exchange<P> exchange) {
        return exchange.params().path("notifications").isObject()
                ? new Reply.Listening()
                : new Reply.Failed(
                        RpcError.invalidParams(200, "The member notifications is not an object."));
    }
}
