package io.systemmanager.mcpengine;

/** Carries a request out that may ask questions, in the way of one era. */
@FunctionalInterface
interface Conversation<P> {

    /** The reply, which asks nothing any more. */
    Reply carryOut(Method<P> method, Exchange<P> exchange);

    /** One in which nothing can be asked: its client declared nothing that it could answer. */
    static <P> Conversation<P> mute() {
        return (method, exchange) -> {
            var reply = method.handle(exchange);
            return reply instanceof Reply.Asking(var ask)
                    ? new Reply.Failed(Lacking.error(ask.questions().values()))
                    : reply;
        };
    }
}
