package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** How a step of a tool call ends. */
public sealed interface ToolAnswer
        permits Ask,
                ToolAnswer.Done,
                ToolAnswer.Started,
                ToolAnswer.UnknownTool,
                ToolAnswer.Forbidden,
                ToolAnswer.ClientLacks {

    /**
     * The tool answered, with success or with a failure of its own.
     *
     * @param content the blocks
     * @param isError whether they tell of a failure
     * @param structured goes out as {@code structuredContent} where the revision knows it and the
     *     client wants it; required of a tool with an output schema, unless it failed
     * @param meta goes out as {@code _meta}
     */
    record Done(
            List<Content> content,
            boolean isError,
            Optional<JsonNode> structured,
            Optional<ObjectNode> meta)
            implements ToolAnswer {
        public Done {
            content = List.copyOf(content);
        }

        /** Blocks and nothing else. */
        public static Done of(Content... content) {
            return new Done(List.of(content), false, Optional.empty(), Optional.empty());
        }

        /** Text and nothing else. */
        public static Done text(String text) {
            return of(new Content.Text(text));
        }

        /** A failure told as text. */
        public static Done failure(String text) {
            return new Done(
                    List.of(new Content.Text(text)), true, Optional.empty(), Optional.empty());
        }

        /** The same with a structured form of it. */
        public Done with(JsonNode form) {
            return new Done(content, isError, Optional.of(form), meta);
        }

        /** The same with that {@code _meta}; an empty one is left out. */
        public Done withMeta(ObjectNode members) {
            return new Done(
                    content,
                    isError,
                    structured,
                    Optional.of(members).filter(given -> !given.isEmpty()));
        }
    }

    /**
     * The work goes on and is followed as a task. Only where {@link
     * ClientCapabilities#followsTasks}, and not before {@link Tasks#find} finds it.
     */
    record Started(Task task) implements ToolAnswer {}

    /** There is no such tool, or the principal may not know of it. */
    record UnknownTool() implements ToolAnswer {}

    /**
     * The credential is good but too weak: HTTP 403 with a challenge (RFC 6750 §3.1).
     *
     * @param scope every scope that the call needs, separated by spaces
     * @param text the cause, one sentence
     * @param challenge the {@code WWW-Authenticate} header
     */
    record Forbidden(String scope, String text, String challenge) implements ToolAnswer {

        /** With a challenge that names no authorization server. */
        public Forbidden(String scope, String text) {
            this(scope, text, Challenges.bare().insufficientScope(scope));
        }
    }

    /**
     * The tool cannot do without something that the client did not declare.
     *
     * @param capabilities as the client would have to declare them
     */
    record ClientLacks(ObjectNode capabilities) implements ToolAnswer {}
}
