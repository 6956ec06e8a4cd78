package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.http.Draining;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** One open {@code subscriptions/listen}: the acknowledgement, then silence with signs of life. */
final class ListenStream {
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final RpcId id;
    private final EngineLimits limits;
    private final Draining draining;
    private final BooleanSupplier stillKnown;

    /**
     * @param stillKnown judges the credential again
     */
    ListenStream(RpcId id, EngineLimits limits, Draining draining, BooleanSupplier stillKnown) {
        this.id = id;
        this.limits = limits;
        this.draining = draining;
        this.stillKnown = stillKnown;
    }

    /**
     * Holds the stream until the client leaves, the credential is withdrawn or the server stops; in
     * the last two cases it ends with the closing result.
     *
     * @throws IOException when the client is gone: only a write can notice
     */
    void hold(HttpServletResponse response) throws IOException, InterruptedException {
        response.setStatus(200);
        response.setContentType("text/event-stream");
        response.setHeader("Cache-Control", "no-cache, no-store, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        var out = response.getOutputStream();
        send(out, acknowledgement());
        var sinceJudged = Duration.ZERO;
        while (!draining.await(limits.keepAlive())) {
            sinceJudged = sinceJudged.plus(limits.keepAlive());
            if (sinceJudged.compareTo(limits.reauthentication()) >= 0) {
                if (!stillKnown.getAsBoolean()) {
                    break;
                }
                sinceJudged = Duration.ZERO;
            }
            out.write(COMMENT);
            out.flush();
        }
        send(out, closing());
    }

    private ObjectNode acknowledgement() {
        var params = JsonNodeFactory.instance.objectNode();
        params.putObject("_meta").set(Protocol.META_SUBSCRIPTION, id.node());
        params.putObject("notifications");
        return Envelope.notification("notifications/subscriptions/acknowledged", params);
    }

    private ObjectNode closing() {
        var result = JsonNodeFactory.instance.objectNode().put("resultType", "complete");
        result.putObject("_meta").set(Protocol.META_SUBSCRIPTION, id.node());
        return Envelope.result(id, result);
    }

    private static void send(OutputStream out, ObjectNode message) throws IOException {
        out.write(("data: " + message + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
