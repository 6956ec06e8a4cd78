package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The step needs answers first and is then called again. Only what {@link Turn#client} can answer
 * may be asked; else the client hears which capability it lacks.
 *
 * @param questions by keys of the step's own choice, asked in this order
 * @param memo comes back with the answers, sealed on the way: the client can neither read nor
 *     change it
 */
public record Ask(Map<String, Question> questions, Optional<JsonNode> memo)
        implements ToolAnswer, PromptAnswer, ResourceAnswer {
    public Ask {
        questions = Collections.unmodifiableMap(new LinkedHashMap<>(questions));
        if (questions.isEmpty() && memo.isEmpty()) {
            throw new IllegalArgumentException("a step that asks has a question or a memo");
        }
    }

    /** One question, with nothing to remember. */
    public static Ask of(String key, Question question) {
        return new Ask(Map.of(key, question), Optional.empty());
    }
}
