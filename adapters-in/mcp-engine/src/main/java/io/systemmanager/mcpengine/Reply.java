package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a handler answers, in no era's words. */
sealed interface Reply {

    /** A result. */
    record Complete(ObjectNode body, Caching caching) implements Reply {}

    /** How long a client may keep a result, in the revisions that say so. */
    enum Caching {
        /** Nothing is said. */
        UNSAID,
        /** For the time that lists may be kept. */
        BRIEFLY,
        /** Not at all. */
        NEVER
    }

    /**
     * A result that is not the end; the stateless revisions alone have it.
     *
     * @param type {@code input_required} or {@code task}
     */
    record Unfinished(String type, ObjectNode body) implements Reply {}

    /** The step needs answers first. */
    record Asking(Ask ask) implements Reply {}

    /** Literally an empty object, in whichever era. */
    record Empty() implements Reply {}

    /** An error. */
    record Failed(RpcError error) implements Reply {}

    /** The answer is a stream that stays open. */
    record Listening(Subscription subscription) implements Reply {}
}
