package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Something changed that clients may have asked to hear of. */
sealed interface Notice {
    record ListChanged(Kind kind) implements Notice {}

    record ResourceUpdated(String uri) implements Notice {}

    record TaskChanged(String id) implements Notice {}

    /** The lists. */
    enum Kind {
        TOOLS("tools"),
        PROMPTS("prompts"),
        RESOURCES("resources");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The member of a subscription that asks for it. */
        String member() {
            return word + "ListChanged";
        }

        String method() {
            return "notifications/" + word + "/list_changed";
        }
    }

    /** The method that tells of it. */
    default String method() {
        return switch (this) {
            case ListChanged(var kind) -> kind.method();
            case ResourceUpdated _ -> "notifications/resources/updated";
            case TaskChanged _ -> "notifications/tasks";
        };
    }

    /** What there is to say besides; a task's state is looked up when it is told. */
    default ObjectNode params() {
        var params = JsonNodeFactory.instance.objectNode();
        return this instanceof ResourceUpdated(var uri) ? params.put("uri", uri) : params;
    }
}
