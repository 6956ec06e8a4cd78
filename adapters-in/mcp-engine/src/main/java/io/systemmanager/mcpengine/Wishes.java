package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a client wants to hear before its answer.
 *
 * @param progressToken goes back as it came
 * @param logThreshold asked at each message, for it may change
 */
record Wishes(
        boolean events,
        Optional<JsonNode> progressToken,
        Supplier<Optional<LogLevel>> logThreshold) {

    static Wishes of(JsonNode params, boolean events, Supplier<Optional<LogLevel>> logThreshold) {
        var token = params.path("_meta").path("progressToken");
        var usable = token.isTextual() || token.isIntegralNumber();
        return new Wishes(events, usable ? Optional.of(token) : Optional.empty(), logThreshold);
    }
}
