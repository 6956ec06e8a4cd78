package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.systemmanager.http.Access;
import io.systemmanager.http.Draining;
import io.systemmanager.http.Problem;
import io.systemmanager.http.RequestBody;
import io.systemmanager.http.Route;
import io.systemmanager.http.Routes;
import io.systemmanager.http.Verb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MCP endpoint, {@code /mcp}: one URL for the stateless revision 2026-07-28 and the handshake
 * revisions 2025-11-25, 2025-06-18 and 2025-03-26. A set of routes for a listener.
 *
 * @param <P> the application's principal
 */
public final class McpEndpoint<P> implements Routes {
    /** Where agents find it. */
    public static final String PATH = "/mcp";

    private static final Logger LOG = LoggerFactory.getLogger(McpEndpoint.class);

    private final Doorkeeper<P> doorkeeper;
    private final EngineLimits limits;
    private final Supplier<String> correlationIds;
    private final Dispatch<P> dispatch;
    private final MessageReader reader = new MessageReader();
    private final ModernWriter modern;
    private final LegacyWriter legacy = new LegacyWriter();
    private final StreamSlots<P> slots;

    /**
     * @param correlationIds a new id for each request
     */
    public McpEndpoint(
            ServerIdentity identity,
            Tools<P> tools,
            Authenticator<P> authenticator,
            EngineLimits limits,
            Supplier<String> correlationIds) {
        this.doorkeeper = new Doorkeeper<>(authenticator);
        this.limits = limits;
        this.correlationIds = correlationIds;
        this.dispatch = new Dispatch<>(new MethodTable<>(identity, tools));
        this.modern = new ModernWriter(identity.implementation(), limits.cacheTime());
        this.slots = new StreamSlots<>(limits.streamsPerPrincipal(), limits.streams());
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.of(Verb.POST, PATH, Access.AGENT, this::post),
                Route.refusing(Verb.GET, PATH, Access.AGENT, this::refuseVerb),
                Route.refusing(Verb.DELETE, PATH, Access.AGENT, this::refuseVerb));
    }

    /** How many listen streams are open. */
    public int openStreams() {
        return slots.open();
    }

    private void refuseVerb(Context context) {
        var id = begin(context);
        if (doorkeeper.admit(context, id).isPresent()) {
            context.header("Allow", "POST");
            Problem.of(405, id).answer(context);
        }
    }

    private void post(Context context) throws IOException, InterruptedException {
        var id = begin(context);
        var known = doorkeeper.admit(context, id);
        if (known.isEmpty()) {
            return;
        }
        if (!isJson(context.contentType())) {
            Problem.of(415, id).answer(context);
            return;
        }
        switch (RequestBody.read(context)) {
            case RequestBody.TooLarge() -> Problem.of(413, id).answer(context);
            case RequestBody.TooSlow() -> Problem.of(408, id).answer(context);
            case RequestBody.Complete(var bytes) -> {
                var headers = headers(context);
                var arrival =
                        new Dispatch.Arrival<>(
                                known.get(), headers, context.req().getRemoteAddr(), id);
                switch (reader.read(bytes)) {
                    case MessageReader.Reading.Refused(var error, var rpcId) ->
                            send(context, error, rpcId, id);
                    case MessageReader.Reading.Read(var message, _) ->
                            receive(context, message, arrival);
                }
            }
        }
    }

    private void receive(Context context, Message message, Dispatch.Arrival<P> arrival)
            throws IOException, InterruptedException {
        switch (Classification.of(message, arrival.headers())) {
            case Classification.Modern(var request) ->
                    answer(context, request, dispatch.modern(request, arrival), modern, arrival);
            case Classification.Legacy(var request) ->
                    answer(context, request, dispatch.legacy(request, arrival), legacy, arrival);
            case Classification.Ignored() -> context.status(202);
            case Classification.LegacyOneWay() -> {
                var fault = LegacyRules.fault(arrival.headers());
                if (fault.isPresent()) {
                    send(context, fault.get(), Optional.empty(), arrival.correlationId());
                } else {
                    context.status(202);
                }
            }
            case Classification.Misplaced(var error) ->
                    send(context, error, Optional.empty(), arrival.correlationId());
        }
    }

    private void answer(
            Context context,
            Message.Request request,
            Reply reply,
            EraWriter writer,
            Dispatch.Arrival<P> arrival)
            throws IOException, InterruptedException {
        switch (reply) {
            case Reply.Complete complete ->
                    send(context, 200, Envelope.result(request.id(), writer.result(complete)));
            case Reply.Empty() ->
                    send(
                            context,
                            200,
                            Envelope.result(request.id(), JsonNodeFactory.instance.objectNode()));
            case Reply.Failed(var error) ->
                    send(context, error, Optional.of(request.id()), arrival.correlationId());
            case Reply.Listening() -> listen(context, request.id(), arrival);
        }
    }

    private void listen(Context context, RpcId id, Dispatch.Arrival<P> arrival)
            throws IOException, InterruptedException {
        var slot = slots.take(arrival.principal());
        if (slot.isEmpty()) {
            send(context, tooManyStreams(), Optional.of(id), arrival.correlationId());
            return;
        }
        try (var _ = slot.get()) {
            new ListenStream(
                            id, limits, Draining.of(context), () -> doorkeeper.stillAdmits(context))
                    .hold(context.res());
        } catch (IOException gone) {
            LOG.debug("a listening client left", gone);
        }
    }

    private static RpcError tooManyStreams() {
        return RpcError.of(
                200,
                RpcError.INTERNAL,
                "too_many_streams",
                "There are too many open streams.",
                "Close one, or try again later.");
    }

    private String begin(Context context) {
        var id = correlationIds.get();
        context.header(Problem.CORRELATION_HEADER, id);
        return id;
    }

    private static RequestHeaders headers(Context context) {
        return name -> Collections.list(context.req().getHeaders(name));
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType != null
                && contentType.replaceFirst(";.*", "").strip().equalsIgnoreCase("application/json");
    }

    private static void send(
            Context context, RpcError error, Optional<RpcId> rpcId, String correlationId)
            throws IOException {
        error.challenge().ifPresent(value -> context.header("WWW-Authenticate", value));
        send(context, error.status(), Envelope.error(rpcId, error, correlationId));
    }

    private static void send(Context context, int status, ObjectNode message) throws IOException {
        var bytes = message.toString().getBytes(StandardCharsets.UTF_8);
        var response = context.res();
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
