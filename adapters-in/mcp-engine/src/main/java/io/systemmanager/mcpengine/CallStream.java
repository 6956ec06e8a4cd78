package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a tool can tell while it runs. Nothing of it is owed to the tool: what the client did not
 * ask for, or can take no more, is dropped in silence, and no method throws. Safe for many threads.
 */
public interface CallStream {

    /**
     * How far the call is.
     *
     * @param done more than at the last report, else the report is dropped
     * @param total where it will end, in the same unit, when that is known
     * @param message for people
     */
    void progress(double done, OptionalDouble total, Optional<String> message);

    /**
     * A log message for the client. It must hold no secret and nothing of the inside.
     *
     * @param logger what speaks
     * @param data any JSON value
     */
    void log(LogLevel level, Optional<String> logger, JsonNode data);

    /**
     * Ends the connection early where the client can come back for the rest, which it is told to do
     * after that time; the call goes on. Not every client does: for tests of those that do, and for
     * hosts that must shed connections.
     */
    void hangUp(Duration retryAfter);

    /** Whether nobody waits for the answer any more; the thread of the call is interrupted then. */
    boolean cancelled();

    /** One that nobody listens to and that is never cancelled. */
    static CallStream silent() {
        return new SilentStream(new Cancellation());
    }
}
