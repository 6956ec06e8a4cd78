package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The methods of the tasks extension. What a sender may not see does not exist for it. */
record TaskMethods<P>(Tasks<P> tasks, Offer<P> offer) {

    /** {@code tasks/get}. */
    Reply get(Exchange<P> exchange) {
        return tasks.find(exchange.principal(), id(exchange))
                .<Reply>map(task ->
                        new Reply.Complete(
                                whole(task, offer.wantsStructure(exchange.client())),
                                Reply.Caching.UNSAID))
                .orElseGet(TaskMethods::unknown);
    }

    /** {@code tasks/update}. */
    Reply update(Exchange<P> exchange) {
        var responses = exchange.params().path("inputResponses");
        var answers = new LinkedHashMap<String, ObjectNode>();
        for (var entry : responses.properties()) {
            if (entry.getValue() instanceof ObjectNode answer) {
                answers.put(entry.getKey(), answer);
            }
        }
        if (!responses.isObject() || answers.size() < responses.size()) {
            return new Reply.Failed(
                    RpcError.invalidParams(
                            200, "The inputResponses are not an object of objects."));
        }
        return acknowledged(tasks.answer(exchange.principal(), id(exchange), Map.copyOf(answers)));
    }

    /** {@code tasks/cancel}. */
    Reply cancel(Exchange<P> exchange) {
        return acknowledged(tasks.cancel(exchange.principal(), id(exchange)));
    }

    /** A task with all that its state has to say. */
    static ObjectNode whole(Task task, boolean structured) {
        var json = task.toJson();
        switch (task.state()) {
            case Task.State.InputRequired(var open) ->
                    json.set("inputRequests", ModernConversation.requests(open));
            case Task.State.Completed(var answer) ->
                    json.set(
                            "result",
                            CallTool.body(answer, Era.MODERN, Protocol.MODERN.getLast(), structured)
                                    .put("resultType", "complete"));
            case Task.State.Failed(var code, var message) ->
                    json.putObject("error").put("code", code).put("message", message);
            case Task.State.Working(), Task.State.Cancelled() -> {}
        }
        return json;
    }

    /** What a listener is told of a task. */
    Optional<ObjectNode> notice(P principal, String id) {
        return tasks.find(principal, id).map(task -> whole(task, false));
    }

    private static String id(Exchange<?> exchange) {
        return exchange.params().path("taskId").asText();
    }

    private static Reply acknowledged(boolean known) {
        return known
                ? new Reply.Complete(JsonNodeFactory.instance.objectNode(), Reply.Caching.UNSAID)
                : unknown();
    }

    private static Reply unknown() {
        return new Reply.Failed(
                RpcError.of(
                        200,
                        RpcError.INVALID_PARAMS,
                        "unknown_task",
                        "There is no such task, or not any more.",
                        "Use the taskId that a call answered."));
    }
}
