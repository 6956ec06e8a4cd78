package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What became of a form. */
public sealed interface Filled {

    /** It was filled in, as its schema wants. */
    record Accepted(ObjectNode content) implements Filled {}

    /** The person said no. */
    record Declined() implements Filled {}

    /** The person closed it. */
    record Cancelled() implements Filled {}

    /** It was not asked yet, or the answer is no answer to it: ask. */
    record Not() implements Filled {}

    static Filled of(ObjectNode answer, ObjectNode schema) {
        return switch (answer.path("action").asText()) {
            case "decline" -> new Declined();
            case "cancel" -> new Cancelled();
            case "accept" ->
                    answer.get("content") instanceof ObjectNode content
                                    && SchemaCheck.of(schema).faults(content).isEmpty()
                            ? new Accepted(content)
                            : new Not();
            default -> new Not();
        };
    }
}
