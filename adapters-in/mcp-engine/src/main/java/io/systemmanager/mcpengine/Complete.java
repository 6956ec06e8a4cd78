package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code completion/complete}. */
record Complete<P>(Completions<P> completions) implements Method<P> {
    private static final int SHOWN = 100;

    @Override
    public Reply handle(Exchange<P> exchange) {
        var params = exchange.params();
        var argument = params.path("argument");
        var of = of(params.path("ref"));
        if (of.isEmpty()
                || !argument.path("name").isTextual()
                || !argument.path("value").isTextual()) {
            return failed("The completion names no reference and argument.");
        }
        return completions
                .complete(
                        new Completions.Request<>(
                                exchange.principal(),
                                of.get(),
                                argument.path("name").asText(),
                                argument.path("value").asText(),
                                others(params.path("context").path("arguments")),
                                exchange.context()))
                .map(Complete::reply)
                .orElseGet(() -> failed("There is no such prompt or template."));
    }

    private static Optional<Completions.Of> of(JsonNode ref) {
        var name = ref.path("name");
        var uri = ref.path("uri");
        return switch (ref.path("type").asText()) {
            case "ref/prompt" ->
                    Optional.of(name)
                            .filter(JsonNode::isTextual)
                            .map(text -> new Completions.Of.Prompt(text.asText()));
            case "ref/resource" ->
                    Optional.of(uri)
                            .filter(JsonNode::isTextual)
                            .map(text -> new Completions.Of.Template(text.asText()));
            default -> Optional.empty();
        };
    }

    private static Map<String, String> others(JsonNode arguments) {
        var others = new HashMap<String, String>();
        arguments.properties().stream()
                .filter(other -> other.getValue().isTextual())
                .forEach(other -> others.put(other.getKey(), other.getValue().asText()));
        return others;
    }

    private static Reply reply(List<String> values) {
        var body = JsonNodeFactory.instance.objectNode();
        var completion = body.putObject("completion");
        var list = completion.putArray("values");
        values.stream().limit(SHOWN).forEach(list::add);
        completion.put("total", values.size()).put("hasMore", values.size() > SHOWN);
        return new Reply.Complete(body, Reply.Caching.UNSAID);
    }

    private static Reply failed(String cause) {
        return new Reply.Failed(RpcError.invalidParams(200, cause));
    }
}
