package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** A stream that nobody listens to. */
record SilentStream(Cancellation work) implements CallStream {

    @Override
    public void progress(double done, OptionalDouble total, Optional<String> message) {
        // nobody listens
    }

    @Override
    public void log(LogLevel level, Optional<String> logger, JsonNode data) {
        // nobody listens
    }

    @Override
    public void hangUp(Duration retryAfter) {
        // nobody is on the line
    }

    @Override
    public boolean cancelled() {
        return work.isCancelled();
    }
}
