package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** {@code tools/call}: mirrored headers, arguments against the schema, then the application. */
final class CallTool<P> implements Method<P> {
    private final Tools<P> tools;
    private final ToolShelf shelf = new ToolShelf();

    CallTool(Tools<P> tools) {
        this.tools = tools;
    }

    @Override
    public Reply handle(Exchange<P> exchange) {
        var params = exchange.params();
        var name = params.path("name");
        if (!name.isTextual()) {
            return failed("The member name is not a string.");
        }
        if (params.has("requestState")) {
            return failed("This server issued no such requestState.");
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
                        exchange.stream());
        return visible(exchange.principal(), name.asText())
                .flatMap(tool -> refusal(exchange, shelf.compiled(tool), call))
                .orElseGet(() -> reply(tools.call(call), exchange));
    }

    private Optional<ToolDescription> visible(P principal, String name) {
        return tools.visibleTo(principal).stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst();
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

    private static Reply reply(ToolAnswer answer, Exchange<?> exchange) {
        return switch (answer) {
            case ToolAnswer.Done done -> complete(done, exchange);
            case ToolAnswer.UnknownTool() -> failed("There is no such tool.");
            case ToolAnswer.Forbidden(var scope, var text) ->
                    new Reply.Failed(forbidden(scope, text));
        };
    }

    private static Reply complete(ToolAnswer.Done done, Exchange<?> exchange) {
        var body = JsonNodeFactory.instance.objectNode();
        body.putArray("content").addObject().put("type", "text").put("text", done.text());
        done.structured().ifPresent(value -> structure(body, value, exchange));
        if (done.isError()) {
            body.put("isError", true);
        }
        done.meta().ifPresent(meta -> body.set("_meta", meta));
        return new Reply.Complete(body, false);
    }

    private static void structure(ObjectNode body, JsonNode value, Exchange<?> exchange) {
        if (exchange.context().protocol().equals(Protocol.OLDEST)) {
            return; // that revision does not know it
        }
        if (exchange.era() == Era.MODERN || value.isObject()) {
            body.set("structuredContent", value);
        } else {
            body.putObject("structuredContent").set("result", value); // objects only before 2026
        }
    }

    private static Reply failed(String cause) {
        return new Reply.Failed(RpcError.invalidParams(200, cause));
    }

    private static RpcError forbidden(String scope, String text) {
        return RpcError.of(
                        403,
                        RpcError.FORBIDDEN,
                        "missing_scope",
                        text,
                        "Ask an operator for a token with the scope that data.scope names.")
                .with(JsonNodeFactory.instance.objectNode().put("scope", scope))
                .challenging("Bearer error=\"insufficient_scope\", scope=\"" + scope + "\"");
    }
}
