package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** {@code tools/call}: mirrored headers, arguments against the schema, then the application. */
final class CallTool<P> implements Method<P> {
    private final Offer<P> offer;
    private final Tools<P> tools;
    private final ToolShelf shelf = new ToolShelf();

    CallTool(Offer<P> offer) {
        this.offer = offer;
        this.tools = offer.tools();
    }

    @Override
    public Reply handle(Exchange<P> exchange) {
        var params = exchange.params();
        var name = params.path("name");
        if (!name.isTextual()) {
            return failed("The member name is not a string.");
        }
        var given = params.path("arguments");
        if (!given.isMissingNode() && !given.isNull() && !given.isObject()) {
            return failed("The member arguments is not an object.");
        }
        var arguments =
                given instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        var call =
                new ToolCall<>(
                        exchange.principal(),
                        name.asText(),
                        arguments,
                        exchange.context(),
                        exchange.turn(),
                        exchange.stream());
        return tools.visibleTo(exchange.principal(), name.asText())
                .flatMap(tool -> refusal(exchange, shelf.compiled(tool), call))
                .orElseGet(() -> reply(tools.call(call), exchange));
    }

    private Optional<Reply> refusal(
            Exchange<P> exchange, ToolShelf.Compiled tool, ToolCall<P> call) {
        if (exchange.era() == Era.MODERN) {
            for (var mirrored : tool.mirrored()) {
                var argument = mirrored.in(call.arguments());
                if (!MirroredHeaders.paramIsRight(
                        exchange.headers(), mirrored.header(), argument)) {
                    var header = Protocol.PARAM_HEADER + mirrored.header();
                    return Optional.of(new Reply.Failed(RpcError.headerMismatch(header)));
                }
            }
        }
        var faults = tool.check().faults(call.arguments());
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(reply(tools.refuse(call, faults), exchange));
    }

    private Reply reply(ToolAnswer answer, Exchange<P> exchange) {
        return switch (answer) {
            case ToolAnswer.Done done -> complete(done, exchange);
            case ToolAnswer.UnknownTool() -> failed("There is no such tool.");
            case ToolAnswer.Forbidden forbidden -> new Reply.Failed(forbidden(forbidden));
            case ToolAnswer.Started(var task) -> started(task, exchange);
            case ToolAnswer.ClientLacks(var capabilities) ->
                    switch (exchange.era()) {
                        case MODERN -> new Reply.Failed(Lacking.error(capabilities));
                        case LEGACY -> Lacking.inWords(exchange, capabilities);
                    };
            case Ask ask -> new Reply.Asking(ask);
        };
    }

    private Reply complete(ToolAnswer.Done done, Exchange<P> exchange) {
        return new Reply.Complete(
                body(
                        done,
                        exchange.era(),
                        exchange.context().protocol(),
                        offer.wantsStructure(exchange.client())),
                Reply.Caching.UNSAID);
    }

    private static Reply started(Task task, Exchange<?> exchange) {
        if (exchange.era() != Era.MODERN || !exchange.client().followsTasks()) {
            throw new IllegalStateException("the client follows no tasks");
        }
        return new Reply.Unfinished("task", task.toJson());
    }

    /** A result as its revision knows it. */
    static ObjectNode body(ToolAnswer.Done done, Era era, String revision, boolean structured) {
        var body = JsonNodeFactory.instance.objectNode();
        var content = body.putArray("content");
        done.content().forEach(block -> content.add(block.toJson()));
        if (structured && !revision.equals(Protocol.OLDEST)) { // which does not know it
            done.structured().ifPresent(value -> structure(body, value, era));
        }
        if (done.isError()) {
            body.put("isError", true);
        }
        done.meta().ifPresent(meta -> body.set("_meta", meta));
        return body;
    }

    private static void structure(ObjectNode body, JsonNode value, Era era) {
        if (era == Era.MODERN || value.isObject()) {
            body.set("structuredContent", value);
        } else {
            body.putObject("structuredContent").set("result", value); // objects only before 2026
        }
    }

    private static Reply failed(String cause) {
        return new Reply.Failed(RpcError.invalidParams(200, cause));
    }

    private static RpcError forbidden(ToolAnswer.Forbidden forbidden) {
        return RpcError.of(
                        403,
                        RpcError.FORBIDDEN,
                        "missing_scope",
                        forbidden.text(),
                        "Ask an operator for a token with the scope that data.scope names.")
                .with(JsonNodeFactory.instance.objectNode().put("scope", forbidden.scope()))
                .challenging(forbidden.challenge());
    }
}
