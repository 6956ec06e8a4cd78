package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a handshake agreed on, and what goes on under it. Safe for many threads.
 *
 * @param <P> the application's principal
 */
final class Session<P> {

    /** Who asked for a session and what was agreed. */
    record Agreement<P>(
            P principal,
            String revision,
            Optional<String> clientName,
            Optional<String> clientVersion) {}

    private final String id;
    private final Agreement<P> agreement;
    private final Map<JsonNode, Cancellation> running = new HashMap<>();
    private LogLevel logLevel = LogLevel.INFO;
    private @Nullable Cancellation stream;
    private boolean ended;

    Session(String id, Agreement<P> agreement) {
        this.id = id;
        this.agreement = agreement;
    }

    String id() {
        return id;
    }

    Agreement<P> agreement() {
        return agreement;
    }

    /** The mildest log messages that the client wants. */
    synchronized LogLevel logLevel() {
        return logLevel;
    }

    synchronized void wantLogs(LogLevel threshold) {
        logLevel = threshold;
    }

    /** A request is carried out from now on, and can be cancelled by its id. */
    synchronized void begun(RpcId request, Cancellation work) {
        running.put(request.node(), work);
    }

    synchronized void done(RpcId request, Cancellation work) {
        running.remove(request.node(), work);
    }

    /** Takes note of a message that has no answer; most say nothing to us. */
    void heed(Message message) {
        if (message instanceof Message.Notification(var method, var params)
                && method.equals("notifications/cancelled")) {
            RpcId.of(params.path("requestId")).ifPresent(this::cancel);
        }
    }

    /** Cancels a request; one that is unknown or over is nobody's fault. */
    private void cancel(RpcId request) {
        Optional<Cancellation> work;
        synchronized (this) {
            work = Optional.ofNullable(running.get(request.node()));
        }
        work.ifPresent(Cancellation::cancel);
    }

    /**
     * Takes the one stream that is no answer; the end of the session cancels it.
     *
     * @return false when it is taken, or the session has ended
     */
    synchronized boolean takeStream(Cancellation holder) {
        if (stream != null || ended) {
            return false;
        }
        stream = holder;
        return true;
    }

    synchronized void leaveStream() {
        stream = null;
    }

    /** Ends the stream. Calls that run go on to their answers, which somebody waits for. */
    void end() {
        Optional<Cancellation> held;
        synchronized (this) {
            ended = true;
            held = Optional.ofNullable(stream);
        }
        held.ifPresent(Cancellation::cancel);
    }
}
