package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a handler answers, in no era's words. */
sealed interface Reply {

    /**
     * A result.
     *
     * @param body its members
     * @param cacheable whether a client may keep it for a while
     */
    record Complete(ObjectNode body, boolean cacheable) implements Reply {}

    /** Literally an empty object, in whichever era. */
    record Empty() implements Reply {}

    /** An error. */
    record Failed(RpcError error) implements Reply {}

    /** The answer is a stream that stays open. */
    record Listening() implements Reply {}
}
