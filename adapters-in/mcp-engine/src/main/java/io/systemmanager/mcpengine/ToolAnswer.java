package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** How a tool call ends. */
public sealed interface ToolAnswer {

    /**
     * The tool answered, with success or with a failure of its own.
     *
     * @param text the one content block
     * @param isError whether the text tells of a failure
     * @param structured goes out as {@code structuredContent} where the revision knows it
     * @param meta goes out as {@code _meta}
     */
    record Done(
            String text, boolean isError, Optional<JsonNode> structured, Optional<ObjectNode> meta)
            implements ToolAnswer {

        /** Text and nothing else. */
        public static Done text(String text) {
            return new Done(text, false, Optional.empty(), Optional.empty());
        }

        /** A failure told as text. */
        public static Done failure(String text) {
            return new Done(text, true, Optional.empty(), Optional.empty());
        }
    }

    /** There is no such tool, or the principal may not know of it. */
    record UnknownTool() implements ToolAnswer {}

    /**
     * The credential is good but too weak: HTTP 403 with a challenge (RFC 6750 §3.1).
     *
     * @param scope every scope that the call needs, separated by spaces
     * @param text the cause, one sentence
     */
    record Forbidden(String scope, String text) implements ToolAnswer {}
}
