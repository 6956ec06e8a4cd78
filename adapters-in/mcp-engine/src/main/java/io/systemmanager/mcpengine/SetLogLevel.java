package io.systemmanager.mcpengine;

/** {@code logging/setLevel}: the mildest log messages that a session's client wants. */
record SetLogLevel<P>() implements Method<P> {

    @Override
    public Reply handle(Exchange<P> exchange) {
        var level = LogLevel.of(exchange.params().path("level").asText());
        if (level.isEmpty()) {
            return new Reply.Failed(
                    RpcError.invalidParams(200, "The log level is none of the eight."));
        }
        exchange.session().ifPresent(session -> session.wantLogs(level.get()));
        return new Reply.Empty();
    }
}
