package io.systemmanager.mcpengine;

import java.util.List;

/** How a step of a prompt ends. */
public sealed interface PromptAnswer permits Ask, PromptAnswer.Filled, PromptAnswer.BadArgument {

    /** The prompt. */
    record Filled(String description, List<Message> messages) implements PromptAnswer {
        public Filled {
            messages = List.copyOf(messages);
        }
    }

    /** Who says what. */
    record Message(Role role, Content content) {
        /** The user says it, as text. */
        public static Message user(String text) {
            return new Message(Role.USER, new Content.Text(text));
        }
    }

    enum Role {
        USER,
        ASSISTANT
    }

    /**
     * An argument cannot be used.
     *
     * @param cause one sentence for the caller
     */
    record BadArgument(String cause) implements PromptAnswer {}
}
