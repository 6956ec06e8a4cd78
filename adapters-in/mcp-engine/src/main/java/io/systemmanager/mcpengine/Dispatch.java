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
            Authentication.Known<P> sender,
            RequestHeaders headers,
            String remoteAddress,
            String correlationId) {
        String subject() {
            return sender.subject();
        }
    }

    /** What a request is served under. */
    private record Terms<P>(
            Era era,
            String revision,
            Optional<Session> session,
            ClientCapabilities client,
            CallStream stream,
            Conversation<P> conversation) {}

    Reply modern(
            Message.Request request,
            Arrival<P> arrival,
            CallStream stream,
            Conversation<P> conversation) {
        var fault = ladder.fault(request, arrival.headers());
        if (fault.isPresent()) {
            return new Reply.Failed(fault.get());
        }
        if (request.method().equals("subscriptions/listen")
                && !Accepted.of(arrival.headers()).events()) {
            return new Reply.Failed(
                    RpcError.invalidRequest(406, "This method answers with text/event-stream."));
        }
        var meta = request.params().path("_meta");
        var terms =
                new Terms<>(
                        Era.MODERN,
                        meta.path(Protocol.META_VERSION).asText(),
                        Optional.empty(),
                        new ClientCapabilities(meta.path(Protocol.META_CAPABILITIES)),
                        stream,
                        conversation);
        return run(terms, request, arrival);
    }

    /** A handshake, which no session is around yet. */
    Reply handshake(Message.Request request, Arrival<P> arrival) {
        var terms =
                new Terms<P>(
                        Era.LEGACY,
                        Protocol.OLDEST,
                        Optional.empty(),
                        ClientCapabilities.none(),
                        CallStream.silent(),
                        Conversation.mute());
        return run(terms, request, arrival);
    }

    /** A request that belongs to a session. */
    Reply legacy(
            Message.Request request,
            Arrival<P> arrival,
            Session session,
            CallStream stream,
            Conversation<P> conversation) {
        var agreement = session.agreement();
        var terms =
                new Terms<>(
                        Era.LEGACY,
                        agreement.revision(),
                        Optional.of(session),
                        agreement.client(),
                        stream,
                        conversation);
        return run(terms, request, arrival);
    }

    private Reply run(Terms<P> terms, Message.Request request, Arrival<P> arrival) {
        var era = terms.era();
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
        var exchange =
                new Exchange<>(
                        era,
                        arrival.sender(),
                        request,
                        params,
                        arrival.headers(),
                        context(terms, request, params, arrival),
                        terms.session(),
                        Turn.first(terms.client()),
                        terms.stream());
        try {
            return terms.conversation().carryOut(method.get(), exchange);
        } catch (RuntimeException broken) {
            if (terms.stream().cancelled()) {
                LOG.debug("a call ended that nobody waited for", broken);
                return new Reply.Failed(RpcError.internal());
            }
            LOG.error("a call failed, correlation id {}", arrival.correlationId(), broken);
            return new Reply.Failed(RpcError.internal());
        }
    }

    private static <P> CallContext context(
            Terms<P> terms, Message.Request request, ObjectNode params, Arrival<P> arrival) {
        var meta = params.path("_meta");
        var client = meta.path(Protocol.META_CLIENT);
        var agreement = terms.session().map(Session::agreement);
        return new CallContext(
                request.id().text(),
                terms.revision(),
                text(client.path("name"))
                        .or(() -> agreement.flatMap(Session.Agreement::clientName)),
                text(client.path("version"))
                        .or(() -> agreement.flatMap(Session.Agreement::clientVersion)),
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
