package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The two forms of an answer: one JSON text, or events (HTML, 9.2 Server-sent events). */
final class Wire {
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private Wire() {}

    static void send(Context context, RpcError error, Optional<RpcId> rpcId, String correlationId)
            throws IOException {
        error.challenge().ifPresent(value -> context.header("WWW-Authenticate", value));
        send(context.res(), error.status(), Envelope.error(rpcId, error, correlationId));
    }

    static void send(HttpServletResponse response, int status, JsonNode message)
            throws IOException {
        var bytes = JsonText.bytes(message);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /** Sends the head of a stream of events. */
    static OutputStream beginEvents(HttpServletResponse response) throws IOException {
        response.setStatus(200);
        response.setContentType("text/event-stream");
        response.setHeader("Cache-Control", "no-cache, no-store, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        response.flushBuffer();
        return response.getOutputStream();
    }

    static void event(OutputStream out, ObjectNode message) throws IOException {
        write(out, frame(message));
    }

    /** An event. */
    static String frame(ObjectNode message) {
        return "data: " + JsonText.of(message) + "\n\n";
    }

    /** An event with an id, after which a client can ask for what followed. */
    static String frame(String id, String data) {
        return "id: " + id + "\ndata: " + data + "\n\n";
    }

    /** When a client should come back. */
    static String retry(Duration after) {
        return "retry: " + after.toMillis() + "\n\n";
    }

    static void write(OutputStream out, String events) throws IOException {
        out.write(events.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** A sign of life that says nothing; the only way to notice that a client is gone. */
    static void comment(OutputStream out) throws IOException {
        out.write(COMMENT);
        out.flush();
    }
}
