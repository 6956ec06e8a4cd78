package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/** {@code resources/read}; what is read is never to be kept, for it is as it is now. */
record ReadResource<P>(Resources<P> resources) implements Method<P> {
    @Override
    public Reply handle(Exchange<P> exchange) {
        var uri = exchange.params().path("uri");
        if (!uri.isTextual()) {
            return new Reply.Failed(RpcError.invalidParams(200, "The member uri is not a string."));
        }
        var read =
                new ResourceRead<>(
                        exchange.principal(),
                        uri.asText(),
                        exchange.context(),
                        exchange.turn(),
                        exchange.stream());
        return switch (resources.read(read)) {
            case ResourceAnswer.Found(var contents) -> complete(contents);
            case ResourceAnswer.NotFound() ->
                    new Reply.Failed(notFound(exchange.era(), uri.asText()));
            case ResourceAnswer.Failed(var code, var cause, var nextStep) ->
                    new Reply.Failed(RpcError.of(200, RpcError.INTERNAL, code, cause, nextStep));
            case Ask ask -> new Reply.Asking(ask);
        };
    }

    private static Reply complete(List<ResourceContent> contents) {
        var body = JsonNodeFactory.instance.objectNode();
        var list = body.putArray("contents");
        contents.forEach(content -> list.add(content.toJson()));
        return new Reply.Complete(body, Reply.Caching.NEVER);
    }

    /** Each era has a number of its own for it. */
    static RpcError notFound(Era era, String uri) {
        int number =
                switch (era) {
                    case MODERN -> RpcError.INVALID_PARAMS;
                    case LEGACY -> RpcError.RESOURCE_NOT_FOUND;
                };
        return RpcError.of(
                        200,
                        number,
                        "resource_not_found",
                        "There is no such resource.",
                        "Use a URI of resources/list, or one that a template makes.")
                .with(JsonNodeFactory.instance.objectNode().put("uri", uri));
    }
}
