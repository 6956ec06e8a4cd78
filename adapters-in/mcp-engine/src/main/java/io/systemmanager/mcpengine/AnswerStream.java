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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes out before the answer to one request. The first thing told turns the answer into a
 * stream of events, and so does a silence, because only a write can notice that a client is gone;
 * an answer that comes soon and alone is plain JSON. Made by the thread that serves the request.
 * Safe for many threads.
 */
final class AnswerStream implements CallStream {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerStream.class);
    private static final int REPORTS_A_SECOND = 20; // people read no faster
    private static final double EXACT = 0x1p53; // whole numbers up to here are written without .0

    /** What it means that a client is gone. */
    sealed interface Departure {
        /** It wants the answer no more. */
        record Cancels() implements Departure {}

        /**
         * It may have lost its connection; the call goes on.
         *
         * @param log makes what keeps the events for its return, where that is possible
         */
        record ChangesNothing(Supplier<Optional<EventLog>> log) implements Departure {}
    }

    private final HttpServletResponse response;
    private final Wishes wishes;
    private final Departure departure;
    private final Cancellation cancellation = new Cancellation();
    private @Nullable OutputStream out;
    private Optional<EventLog> log = Optional.empty();
    private boolean begun;
    private boolean closed;
    private final AtomicBoolean pulsing = new AtomicBoolean();
    private volatile long lastSign = System.nanoTime();
    private final Rate reports = new Rate(REPORTS_A_SECOND);
    private double lastDone = Double.NEGATIVE_INFINITY;

    AnswerStream(HttpServletResponse response, Wishes wishes, Departure departure) {
        this.response = response;
        this.wishes = wishes;
        this.departure = departure;
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
        boolean isLast = total.isPresent() && done >= total.getAsDouble();
        if (wishes.progressToken().isEmpty()
                || !Double.isFinite(done)
                || done <= lastDone
                || !(reports.allow() || isLast)) {
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
    public synchronized void hangUp(Duration retryAfter) {
        begin();
        var stream = out;
        if (stream == null || log.isEmpty()) {
            return; // the client could not come back for the rest
        }
        try (stream) {
            Wire.write(stream, Wire.retry(retryAfter));
        } catch (IOException gone) {
            left(gone);
        }
        out = null;
    }

    @Override
    public boolean cancelled() {
        return cancellation.isCancelled();
    }

    /**
     * Tells a message that is no answer.
     *
     * @return whether there is a stream to tell it on
     */
    synchronized boolean tell(ObjectNode message) {
        begin();
        if (!begun || closed || cancelled()) {
            return false;
        }
        write(message);
        return true;
    }

    /** Whether nothing was sent for that long; asked without waiting for a write that goes on. */
    boolean isQuiet(Duration silence) {
        return System.nanoTime() - lastSign >= silence.toNanos();
    }

    /** Shows life when nothing was sent for that long. */
    void pulse(Duration silence) {
        if (pulsing.compareAndSet(false, true)) {
            try {
                comment(silence);
            } finally {
                pulsing.set(false);
            }
        }
    }

    private synchronized void comment(Duration silence) {
        if (closed || cancelled() || !isQuiet(silence)) {
            return;
        }
        begin();
        var stream = out;
        if (stream == null) {
            return;
        }
        try {
            Wire.comment(stream);
            lastSign = System.nanoTime();
        } catch (IOException gone) {
            left(gone);
        }
    }

    /**
     * Nothing is told after this.
     *
     * @return whether the answer belongs on the stream
     */
    synchronized boolean close() {
        closed = true;
        return begun;
    }

    /** The answer, on a stream that was begun; none when the request was cancelled. */
    synchronized void end(Optional<ObjectNode> answer) {
        answer.ifPresent(this::write);
        log.ifPresent(EventLog::complete);
    }

    private static JsonNode number(double value) {
        var json = JsonNodeFactory.instance;
        return value == Math.rint(value) && Math.abs(value) < EXACT
                ? json.numberNode((long) value)
                : json.numberNode(value);
    }

    private void begin() {
        if (begun || closed || cancelled() || !wishes.events()) {
            return;
        }
        begun = true;
        if (departure instanceof Departure.ChangesNothing(var kept)) {
            log = kept.get();
        }
        try {
            var stream = Wire.beginEvents(response);
            out = stream;
            if (log.isPresent()) {
                Wire.write(stream, log.get().priming());
            }
        } catch (IOException gone) {
            left(gone);
        }
    }

    private void write(ObjectNode message) {
        var event = log.map(kept -> kept.add(JsonText.of(message)));
        var stream = out;
        if (stream == null) {
            return;
        }
        try {
            if (event.isPresent()) {
                Wire.write(stream, event.get());
            } else {
                Wire.event(stream, message);
            }
            lastSign = System.nanoTime();
        } catch (IOException gone) {
            left(gone);
        }
    }

    private void left(IOException gone) {
        LOG.debug("a client left before its answer", gone);
        out = null;
        if (departure instanceof Departure.Cancels) { // elsewhere a lost connection undoes nothing
            cancellation.cancel();
        }
    }
}
