package io.systemmanager.mcpengine;

import io.javalin.http.Context;
import io.systemmanager.http.Problem;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The verbs of the handshake revisions that carry no message: a session's stream and its end. */
record SessionVerbs<P>(Sessions sessions, StreamSlots slots, Leases<P> leases) {
    private static final Logger LOG = LoggerFactory.getLogger(SessionVerbs.class);
    private static final String RETRY_SECONDS = "10"; // a place is free when somebody leaves

    /** {@code GET}: the stream of a session that belongs to no request. */
    void get(Context context, Dispatch.Arrival<P> arrival)
            throws IOException, InterruptedException {
        var visit = named(context, arrival);
        if (visit.isEmpty()) {
            return;
        }
        try (var visiting = visit.get()) {
            if (!Accepted.of(arrival.headers()).events()) {
                Problem.of(406, arrival.correlationId()).answer(context);
                return;
            }
            hold(context, visiting.session(), arrival);
        }
    }

    /** {@code DELETE}: the end of a session. */
    void delete(Context context, Dispatch.Arrival<P> arrival) {
        var visit = named(context, arrival);
        if (visit.isEmpty()) {
            return;
        }
        try (var visiting = visit.get()) {
            sessions.end(visiting.session().id(), arrival.subject());
            context.status(204);
        }
    }

    private void hold(Context context, Session session, Dispatch.Arrival<P> arrival)
            throws InterruptedException {
        var slot = slots.take(arrival.subject());
        if (slot.isEmpty()) {
            context.header("Retry-After", RETRY_SECONDS);
            Problem.of(503, arrival.correlationId()).answer(context);
            return;
        }
        try (var _ = slot.get()) {
            switch (arrival.headers().value(Protocol.LAST_EVENT_HEADER)) {
                case RequestHeaders.Value.Absent() -> holdOwn(context, session, arrival);
                case RequestHeaders.Value.Single(var last) ->
                        resume(context, session, last, arrival);
                case RequestHeaders.Value.Unusable() ->
                        unknownEvent(arrival.correlationId()).answer(context);
            }
        } catch (IOException gone) {
            LOG.debug("a client left the stream of its session", gone);
        }
    }

    /** The stream of the session that belongs to no request. */
    private void holdOwn(Context context, Session session, Dispatch.Arrival<P> arrival)
            throws IOException, InterruptedException {
        var holder = new Cancellation();
        if (session.takeStream(holder)) {
            stream(context, session, session.events().own().untold(), holder, arrival);
        } else {
            streamTaken(arrival.correlationId()).answer(context);
        }
    }

    /** What followed an event, on that event's stream, from one that lost its connection. */
    private void resume(Context context, Session session, String last, Dispatch.Arrival<P> arrival)
            throws IOException, InterruptedException {
        var event = EventLog.parse(last);
        var log = event.flatMap(session.events()::holding);
        if (event.isEmpty() || log.isEmpty()) {
            unknownEvent(arrival.correlationId()).answer(context);
            return;
        }
        var rest = log.get().after(event.get().number());
        var holder = new Cancellation();
        if (log.get() != session.events().own()) {
            hold(context, session, rest, arrival);
        } else if (session.retakeStream(holder)) {
            stream(context, session, rest, holder, arrival);
        } else {
            streamTaken(arrival.correlationId()).answer(context);
        }
    }

    private void stream(
            Context context,
            Session session,
            HeldStream.Source source,
            Cancellation holder,
            Dispatch.Arrival<P> arrival)
            throws IOException, InterruptedException {
        try {
            hold(context, session, source, arrival);
        } catch (InterruptedException told) {
            if (!holder.isCancelled()) {
                throw told;
            }
        } finally {
            session.leaveStream(holder);
            holder.end();
        }
    }

    private void hold(
            Context context, Session session, HeldStream.Source source, Dispatch.Arrival<P> arrival)
            throws IOException, InterruptedException {
        var out = Wire.beginEvents(context.res());
        if (session.events().isResumable()
                && arrival.headers().all(Protocol.LAST_EVENT_HEADER).isEmpty()) {
            Wire.write(out, session.events().own().priming());
        }
        leases.stream(context, arrival.sender()).hold(out, source);
    }

    /** The session that a request without a body names; empty when it was refused. */
    private Optional<Sessions.Visit> named(Context context, Dispatch.Arrival<P> arrival) {
        var id = arrival.correlationId();
        return switch (arrival.headers().value(Protocol.SESSION_HEADER)) {
            case RequestHeaders.Value.Absent() -> {
                context.header("Allow", "POST"); // what is left without a session
                Problem.of(405, id).answer(context);
                yield Optional.empty();
            }
            case RequestHeaders.Value.Unusable() -> {
                Problem.of(400, id).answer(context);
                yield Optional.empty();
            }
            case RequestHeaders.Value.Single(var sessionId) -> {
                var visit = sessions.visit(sessionId, arrival.subject());
                if (visit.isEmpty()) {
                    problem(LegacyRules.unknownSession(), id).answer(context);
                    yield visit;
                }
                var fault = LegacyRules.revisionFault(arrival.headers());
                if (fault.isPresent()) {
                    visit.get().close();
                    problem(fault.get(), id).answer(context);
                    yield Optional.empty();
                }
                yield visit;
            }
        };
    }

    private static Problem problem(RpcError error, String id) {
        return new Problem(error.status(), error.code(), error.cause(), error.nextStep(), id);
    }

    private static Problem unknownEvent(String id) {
        return new Problem(
                400,
                "unknown_event",
                "What followed that event is not kept, or not any more.",
                "Open the stream without Last-Event-ID, and send lost requests again.",
                id);
    }

    private static Problem streamTaken(String id) {
        return new Problem(
                409,
                "stream_taken",
                "The session has a stream already, or has just ended.",
                "Use the stream that is open.",
                id);
    }
}
