package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Work that goes on after its call was answered (extension {@code io.modelcontextprotocol/tasks}).
 *
 * @param id unguessable
 * @param message for people
 * @param kept how long it can be looked up from its beginning; empty is for ever
 * @param poll how often it is worth looking
 */
public record Task(
        String id,
        State state,
        Optional<String> message,
        Instant createdAt,
        Instant updatedAt,
        Optional<Duration> kept,
        Optional<Duration> poll) {

    /** Where it stands. */
    public sealed interface State {
        record Working() implements State {}

        /**
         * It waits for answers.
         *
         * @param open what is unanswered, by keys that the task never uses again
         */
        record InputRequired(Map<String, Question> open) implements State {
            public InputRequired {
                open = Collections.unmodifiableMap(new LinkedHashMap<>(open));
            }
        }

        /** It ended as the call would have, be it with a failure of the tool. */
        record Completed(ToolAnswer.Done answer) implements State {}

        /** It ended with an error of the protocol. */
        record Failed(int code, String message) implements State {}

        record Cancelled() implements State {}
    }

    public Task {
        if (kept.filter(time -> !time.isPositive()).isPresent()
                || poll.filter(time -> !time.isPositive()).isPresent()) {
            throw new IllegalArgumentException("a task's times are positive");
        }
    }

    /** The members that every form of it has. */
    ObjectNode toJson() {
        var json = JsonNodeFactory.instance.objectNode().put("taskId", id);
        json.put("status", status());
        message.ifPresent(text -> json.put("statusMessage", text));
        json.put("createdAt", createdAt.toString()).put("lastUpdatedAt", updatedAt.toString());
        kept.ifPresentOrElse(
                time -> json.put("ttlMs", time.toMillis()), () -> json.putNull("ttlMs"));
        poll.ifPresent(time -> json.put("pollIntervalMs", time.toMillis()));
        return json;
    }

    private String status() {
        return switch (state) {
            case State.Working() -> "working";
            case State.InputRequired _ -> "input_required";
            case State.Completed _ -> "completed";
            case State.Failed _ -> "failed";
            case State.Cancelled() -> "cancelled";
        };
    }
}
