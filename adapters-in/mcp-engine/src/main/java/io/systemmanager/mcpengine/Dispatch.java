package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a request through its era's checks to its method. */
final class Dispatch<P> {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}(-.{1,200})?");

    private final MethodTable<P> methods;
    private final ModernLadder ladder;

    Dispatch(MethodTable<P> methods) {
        this.methods = methods;
        this.ladder = new ModernLadder(name -> methods.find(Era.MODERN, name).isPresent());
    }

    /** What came along with a request. */
    record Arrival<P>(
            P principal, RequestHeaders headers, String remoteAddress, String correlationId) {}

    Reply modern(Message.Request request, Arrival<P> arrival) {
        var fault = ladder.fault(request, arrival.headers());
        if (fault.isPresent()) {
            return new Reply.Failed(fault.get());
        }
        if (request.method().equals("subscriptions/listen")
                && !Accepted.of(arrival.headers()).events()) {
            return new Reply.Failed(
                    RpcError.invalidRequest(406, "This method answers with text/event-stream."));
        }
        var version = request.params().path("_meta").path(Protocol.META_VERSION).asText();
        return run(Era.MODERN, version, request, arrival);
    }

    Reply legacy(Message.Request request, Arrival<P> arrival) {
        boolean handshake = request.method().equals("initialize");
        if (!handshake) {
            var fault = LegacyRules.fault(arrival.headers());
            if (fault.isPresent()) {
                return new Reply.Failed(fault.get());
            }
        }
        var accepted = Accepted.of(arrival.headers());
        if (!accepted.json() && !accepted.events()) {
            return new Reply.Failed(
                    RpcError.invalidRequest(406, "The Accept header excludes every answer."));
        }
        return run(Era.LEGACY, LegacyRules.version(arrival.headers()), request, arrival);
    }

    private Reply run(Era era, String version, Message.Request request, Arrival<P> arrival) {
        var method = methods.find(era, request.method());
        if (method.isEmpty()) {
            return new Reply.Failed(RpcError.unknownMethod(era == Era.MODERN ? 404 : 200));
        }
        if (!request.params().isMissingNode() && !request.params().isObject()) {
            return new Reply.Failed(RpcError.invalidParams(200, "The params are not an object."));
        }
        var params =
                request.params() instanceof ObjectNode object
                        ? object
                        : JsonNodeFactory.instance.objectNode();
        var context = context(version, request, params, arrival);
        var exchange =
                new Exchange<>(
                        era, arrival.principal(), request, params, arrival.headers(), context);
        try {
            return method.get().handle(exchange);
        } catch (RuntimeException broken) {
            LOG.error("a call failed, correlation id {}", arrival.correlationId(), broken);
            return new Reply.Failed(RpcError.internal());
        }
    }

    private static CallContext context(
            String version, Message.Request request, ObjectNode params, Arrival<?> arrival) {
        var meta = params.path("_meta");
        var client = meta.path(Protocol.META_CLIENT);
        return new CallContext(
                request.id().text(),
                version,
                text(client.path("name")),
                text(client.path("version")),
                arrival.remoteAddress(),
                text(meta.path("traceparent"))
                        .or(() -> arrival.headers().text("traceparent"))
                        .filter(trace -> TRACEPARENT.matcher(trace).matches()),
                arrival.correlationId());
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
    }
}
