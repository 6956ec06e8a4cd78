package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks in the way of the stateless revisions: the answer is what is needed, and the client sends
 * the request again with it. What must be remembered meanwhile travels with the client, sealed and
 * bound to its sender, program, method, target and arguments; it is good for a while and can be
 * used more than once, so it never stands for an effect.
 */
record ModernConversation<P>(Sealer sealer, InstantSource clock, Duration lifetime)
        implements Conversation<P> {
    private static final Set<String> RESUMABLE =
            Set.of("tools/call", "prompts/get", "resources/read");

    private sealed interface Resumption {
        record Resumed(Turn turn) implements Resumption {}

        record Refused(RpcError error) implements Resumption {}
    }

    @Override
    public Reply carryOut(Method<P> method, Exchange<P> exchange) {
        if (!RESUMABLE.contains(exchange.request().method())) {
            return method.handle(exchange);
        }
        return switch (resume(exchange)) {
            case Resumption.Refused(var error) -> new Reply.Failed(error);
            case Resumption.Resumed(var turn) -> {
                var here = exchange.at(turn);
                yield switch (method.handle(here)) {
                    case Reply.Asking(var ask) -> inputRequired(here, ask);
                    case Reply other -> other;
                };
            }
        };
    }

    private Resumption resume(Exchange<P> exchange) {
        var answers = new LinkedHashMap<String, ObjectNode>();
        var state = exchange.params().path("requestState");
        var memo = Optional.<JsonNode>empty();
        if (!state.isMissingNode()) {
            var opened = sealer.open(state.asText(), bound(exchange)).filter(this::isFresh);
            if (!state.isTextual() || opened.isEmpty()) {
                return refused("The requestState is not one of this request, or not any more.");
            }
            memo = Optional.ofNullable(opened.get().get("memo"));
            collect(opened.get().path("answers"), answers);
        }
        var responses = exchange.params().path("inputResponses");
        if (!responses.isMissingNode() && !(responses.isObject() && collect(responses, answers))) {
            return refused("The inputResponses are not an object of objects.");
        }
        return new Resumption.Resumed(new Turn(answers, memo, exchange.client()));
    }

    private static boolean collect(JsonNode from, Map<String, ObjectNode> into) {
        for (var entry : from.properties()) {
            if (!(entry.getValue() instanceof ObjectNode answer)) {
                return false;
            }
            into.put(entry.getKey(), answer);
        }
        return true;
    }

    private Reply inputRequired(Exchange<P> exchange, Ask ask) {
        var lacking = Lacking.of(ask, exchange.client());
        if (lacking.isPresent()) {
            return new Reply.Failed(Lacking.error(lacking.get()));
        }
        var body = JsonNodeFactory.instance.objectNode();
        if (!ask.questions().isEmpty()) {
            body.set("inputRequests", requests(ask.questions()));
        }
        if (ask.memo().isPresent() || !exchange.turn().answers().isEmpty()) {
            body.put("requestState", state(exchange, ask));
        }
        return new Reply.Unfinished("input_required", body);
    }

    /** Questions in the words of these revisions, by their keys. */
    static ObjectNode requests(Map<String, Question> questions) {
        var requests = JsonNodeFactory.instance.objectNode();
        questions.forEach((key, question) -> {
            var params = question.params().deepCopy();
            params.remove("elicitationId"); // which they know no more
            requests.putObject(key).put("method", question.method()).set("params", params);
        });
        return requests;
    }

    private String state(Exchange<P> exchange, Ask ask) {
        var payload = JsonNodeFactory.instance.objectNode();
        payload.put("until", clock.instant().plus(lifetime).toEpochMilli());
        ask.memo().ifPresent(memo -> payload.set("memo", memo));
        var answers = payload.putObject("answers");
        exchange.turn().answers().forEach(answers::set);
        return sealer.seal(payload, bound(exchange));
    }

    private boolean isFresh(ObjectNode payload) {
        return clock.instant().isBefore(Instant.ofEpochMilli(payload.path("until").asLong()));
    }

    private static String[] bound(Exchange<?> exchange) {
        var params = exchange.params();
        return new String[] {
            "requestState",
            exchange.request().method(),
            exchange.subject(),
            exchange.context().clientName().orElse(""),
            exchange.context().clientVersion().orElse(""),
            params.path("name").asText(),
            params.path("uri").asText(),
            Sorted.text(params.path("arguments"))
        };
    }

    private static Resumption refused(String cause) {
        return new Resumption.Refused(RpcError.invalidParams(200, cause));
    }
}
