package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes out before the answer to one request. The first thing told turns the answer into a
 * stream of events, which shows signs of life from then on; where nothing is told the answer is
 * plain JSON. Made by the thread that serves the request. Safe for many threads.
 */
final class AnswerStream implements CallStream {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerStream.class);
    private static final double EXACT = 0x1p53; // whole numbers up to here are written without .0

    /**
     * What the client asked for.
     *
     * @param progressToken goes back as it came
     * @param logThreshold asked at each message, for it may change
     */
    record Wishes(
            boolean events,
            Optional<JsonNode> progressToken,
            Supplier<Optional<LogLevel>> logThreshold) {

        static Wishes of(
                JsonNode params, boolean events, Supplier<Optional<LogLevel>> logThreshold) {
            var token = params.path("_meta").path("progressToken");
            var usable = token.isTextual() || token.isIntegralNumber();
            return new Wishes(events, usable ? Optional.of(token) : Optional.empty(), logThreshold);
        }
    }

    /** What it means that a client is gone. */
    enum Departure {
        /** It wants the answer no more. */
        CANCELS,
        /** It may have lost its connection; the call goes on. */
        CHANGES_NOTHING
    }

    private final HttpServletResponse response;
    private final Wishes wishes;
    private final Departure departure;
    private final Duration keepAlive;
    private final Cancellation cancellation = new Cancellation();
    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable OutputStream out;
    private boolean silent;
    private double lastDone = Double.NEGATIVE_INFINITY;

    AnswerStream(
            HttpServletResponse response, Wishes wishes, Departure departure, Duration keepAlive) {
        this.response = response;
        this.wishes = wishes;
        this.departure = departure;
        this.keepAlive = keepAlive;
        this.silent = !wishes.events();
    }

    /** Ends the call early. */
    Cancellation cancellation() {
        return cancellation;
    }

    /** Whether the client can take events. */
    boolean takesEvents() {
        return wishes.events();
    }

    @Override
    public synchronized void progress(double done, OptionalDouble total, Optional<String> message) {
        if (wishes.progressToken().isEmpty() || !Double.isFinite(done) || done <= lastDone) {
            return;
        }
        lastDone = done;
        var params = JsonNodeFactory.instance.objectNode();
        params.set("progressToken", wishes.progressToken().get());
        params.set("progress", number(done));
        total.stream().filter(Double::isFinite).forEach(end -> params.set("total", number(end)));
        message.ifPresent(text -> params.put("message", text));
        tell(Envelope.notification("notifications/progress", params));
    }

    @Override
    public synchronized void log(LogLevel level, Optional<String> logger, JsonNode data) {
        if (wishes.logThreshold().get().filter(level::reaches).isEmpty()) {
            return;
        }
        var params = JsonNodeFactory.instance.objectNode().put("level", level.wireName());
        logger.ifPresent(name -> params.put("logger", name));
        params.set("data", data);
        tell(Envelope.notification("notifications/message", params));
    }

    @Override
    public boolean cancelled() {
        return cancellation.isCancelled();
    }

    /**
     * Nothing is told after this.
     *
     * @return the stream, when it was begun: the answer belongs on it
     */
    synchronized Optional<OutputStream> close() {
        silent = true;
        over.countDown();
        return Optional.ofNullable(out);
    }

    private static JsonNode number(double value) {
        var json = JsonNodeFactory.instance;
        return value == Math.rint(value) && Math.abs(value) < EXACT
                ? json.numberNode((long) value)
                : json.numberNode(value);
    }

    private synchronized void tell(ObjectNode message) {
        if (silent || cancelled()) {
            return;
        }
        try {
            var stream = out;
            if (stream == null) {
                stream = Wire.beginEvents(response);
                out = stream;
                Thread.ofVirtual().name("mcp-keep-alive").start(this::showLife);
            }
            Wire.event(stream, message);
        } catch (IOException gone) {
            left(gone);
        }
    }

    private void showLife() {
        try {
            while (!over.await(keepAlive.toNanos(), TimeUnit.NANOSECONDS)) {
                comment();
            }
        } catch (InterruptedException unforeseen) {
            Thread.currentThread().interrupt(); // nobody else knows this thread
        }
    }

    private synchronized void comment() {
        var stream = out;
        if (silent || stream == null) {
            return;
        }
        try {
            Wire.comment(stream);
        } catch (IOException gone) {
            left(gone);
        }
    }

    private void left(IOException gone) {
        LOG.debug("a client left before its answer", gone);
        silent = true;
        over.countDown();
        switch (departure) {
            case CANCELS -> cancellation.cancel();
            case CHANGES_NOTHING -> {} // its operation is not undone by a lost connection
        }
    }
}
