package io.systemmanager.mcpengine;

import io.javalin.http.Context;
import io.systemmanager.http.Access;
import io.systemmanager.http.Problem;
import io.systemmanager.http.RequestBody;
import io.systemmanager.http.Route;
import io.systemmanager.http.Routes;
import io.systemmanager.http.Verb;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The MCP endpoint, {@code /mcp}: one URL for the stateless revision 2026-07-28 and the handshake
 * revisions 2025-11-25, 2025-06-18 and 2025-03-26. A set of routes for a listener.
 *
 * @param <P> the application's principal
 */
public final class McpEndpoint<P> implements Routes {
    /** Where agents find it. */
    public static final String PATH = "/mcp";

    private final Doorkeeper<P> doorkeeper;
    private final Supplier<String> correlationIds;
    private final MessageReader reader = new MessageReader();
    private final ModernEra<P> modern;
    private final LegacyEra<P> legacy;
    private final SessionVerbs<P> verbs;
    private final StreamSlots slots;
    private final Sessions sessions;

    /**
     * @param correlationIds a new id for each request
     * @param clock by which sessions expire
     * @param randomness that many unguessable bytes
     */
    public McpEndpoint(
            ServerIdentity identity,
            Offer<P> offer,
            Authenticator<P> authenticator,
            EngineLimits limits,
            Supplier<String> correlationIds,
            InstantSource clock,
            IntFunction<byte[]> randomness) {
        this.doorkeeper = new Doorkeeper<>(authenticator);
        this.correlationIds = correlationIds;
        this.slots = new StreamSlots(limits.streamsPerPrincipal(), limits.streams());
        this.sessions = new Sessions(limits.sessions(), clock, randomness, offer.announcer());
        var sealer = new Sealer(randomness);
        var pages = new Pages(sealer, limits.pageSize());
        var dispatch = new Dispatch<>(new MethodTable<>(identity, offer, pages));
        var leases = new Leases<>(doorkeeper, limits, clock);
        var pulse = new Pulse(limits.keepAlive());
        this.modern =
                new ModernEra<>(
                        dispatch,
                        new Answers(new ModernWriter(identity.brief(), limits.cacheTime())),
                        new Listen<>(offer),
                        new ModernConversation<>(sealer, clock, limits.answerTime()),
                        pulse,
                        slots,
                        leases,
                        offer.announcer());
        this.legacy = new LegacyEra<>(dispatch, sessions, pulse, limits);
        this.verbs = new SessionVerbs<>(sessions, slots, leases);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.of(Verb.POST, PATH, Access.AGENT, this::post),
                Route.of(Verb.GET, PATH, Access.AGENT, this::get),
                Route.of(Verb.DELETE, PATH, Access.AGENT, this::delete));
    }

    /** How many streams are held open without a call. */
    public int openStreams() {
        return slots.open();
    }

    /** How many sessions of the handshake revisions live. */
    public int openSessions() {
        return sessions.open();
    }

    private void get(Context context) throws IOException, InterruptedException {
        var id = begin(context);
        var known = doorkeeper.admit(context, id);
        if (known.isPresent()) {
            verbs.get(context, arrival(context, known.get(), id));
        }
    }

    private void delete(Context context) {
        var id = begin(context);
        doorkeeper
                .admit(context, id)
                .ifPresent(known -> verbs.delete(context, arrival(context, known, id)));
    }

    private void post(Context context) throws IOException, InterruptedException {
        var id = begin(context);
        var known = doorkeeper.admit(context, id);
        if (known.isEmpty()) {
            RequestBody.read(context); // a client that still sends could lose the answer
            return;
        }
        if (!isJson(context.header("Content-Type"))) {
            Problem.of(415, id).answer(context);
            return;
        }
        switch (RequestBody.read(context)) {
            case RequestBody.TooLarge() -> Problem.of(413, id).answer(context);
            case RequestBody.TooSlow() -> Problem.of(408, id).answer(context);
            case RequestBody.Complete(var bytes) -> {
                var arrival = arrival(context, known.get(), id);
                switch (reader.read(bytes)) {
                    case MessageReader.Reading.Refused(var error, var rpcId) ->
                            Wire.send(context, error, rpcId, id);
                    case MessageReader.Reading.Read(var message, _) ->
                            receive(context, message, arrival);
                    case MessageReader.Reading.Batch(var parts) ->
                            legacy.batch(context, parts, arrival);
                }
            }
        }
    }

    private void receive(Context context, Message message, Dispatch.Arrival<P> arrival)
            throws IOException, InterruptedException {
        switch (Classification.of(message, arrival.headers())) {
            case Classification.Modern(var request) -> modern.request(context, request, arrival);
            case Classification.Legacy(var request) -> legacy.request(context, request, arrival);
            case Classification.LegacyOneWay(var oneWay) -> legacy.oneWay(context, oneWay, arrival);
            case Classification.Ignored() -> context.status(202);
            case Classification.Misplaced(var error) ->
                    Wire.send(context, error, Optional.empty(), arrival.correlationId());
        }
    }

    private String begin(Context context) {
        var id = correlationIds.get();
        context.header(Problem.CORRELATION_HEADER, id);
        return id;
    }

    private static <P> Dispatch.Arrival<P> arrival(
            Context context, Authentication.Known<P> sender, String id) {
        return new Dispatch.Arrival<>(
                sender,
                name -> Collections.list(context.req().getHeaders(name)),
                context.req().getRemoteAddr(),
                id);
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int parameters = contentType.indexOf(';');
        var media = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return media.strip().equalsIgnoreCase("application/json");
    }
}
