package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code prompts/get}. */
record GetPrompt<P>(Prompts<P> prompts) implements Method<P> {
    @Override
    public Reply handle(Exchange<P> exchange) {
        var name = exchange.params().path("name").asText();
        var prompt =
                prompts.visibleTo(exchange.principal()).stream()
                        .filter(known -> known.name().equals(name))
                        .findFirst();
        if (prompt.isEmpty()) {
            return failed("There is no such prompt.");
        }
        var arguments = arguments(exchange);
        if (arguments.isEmpty()) {
            return failed("The member arguments is not an object of strings.");
        }
        for (var argument : prompt.get().arguments()) {
            if (argument.required() && !arguments.get().containsKey(argument.name())) {
                return failed("The argument " + argument.name() + " is missing.");
            }
        }
        return reply(
                prompts.get(
                        new PromptRequest<>(
                                exchange.principal(),
                                name,
                                arguments.get(),
                                exchange.context(),
                                exchange.turn())));
    }

    private static Optional<Map<String, String>> arguments(Exchange<?> exchange) {
        var given = exchange.params().path("arguments");
        var arguments = new HashMap<String, String>();
        if (!given.isMissingNode() && !given.isObject()) {
            return Optional.empty();
        }
        for (var argument : given.properties()) {
            if (!argument.getValue().isTextual()) {
                return Optional.empty();
            }
            arguments.put(argument.getKey(), argument.getValue().asText());
        }
        return Optional.of(arguments);
    }

    private static Reply reply(PromptAnswer answer) {
        return switch (answer) {
            case PromptAnswer.Filled filled -> complete(filled);
            case PromptAnswer.BadArgument(var cause) -> failed(cause);
            case Ask ask -> new Reply.Asking(ask);
        };
    }

    private static Reply complete(PromptAnswer.Filled filled) {
        var body = JsonNodeFactory.instance.objectNode().put("description", filled.description());
        var messages = body.putArray("messages");
        for (var message : filled.messages()) {
            messages.addObject()
                    .put("role", message.role().name().toLowerCase(Locale.ROOT))
                    .set("content", message.content().toJson());
        }
        return new Reply.Complete(body, Reply.Caching.UNSAID);
    }

    private static Reply failed(String cause) {
        return new Reply.Failed(RpcError.invalidParams(200, cause));
    }
}
