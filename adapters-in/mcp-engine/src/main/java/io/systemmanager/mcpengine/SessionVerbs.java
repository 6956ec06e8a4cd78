package io.systemmanager.mcpengine;

import io.javalin.http.Context;
import io.systemmanager.http.Draining;
import io.systemmanager.http.Problem;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The verbs of the handshake revisions that carry no message: a session's stream and its end. */
record SessionVerbs<P>(
        Sessions<P> sessions, StreamSlots<P> slots, Doorkeeper<P> doorkeeper, EngineLimits limits) {
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
            sessions.end(visiting.session().id(), arrival.principal());
            context.status(204);
        }
    }

    private void hold(Context context, Session<P> session, Dispatch.Arrival<P> arrival)
            throws InterruptedException {
        var slot = slots.take(arrival.principal());
        if (slot.isEmpty()) {
            context.header("Retry-After", RETRY_SECONDS);
            Problem.of(503, arrival.correlationId()).answer(context);
            return;
        }
        var holder = new Cancellation();
        try (var _ = slot.get()) {
            if (!session.takeStream(holder)) {
                streamTaken(arrival.correlationId()).answer(context);
                return;
            }
            try {
                var out = Wire.beginEvents(context.res());
                new HeldStream(limits, Draining.of(context), () -> doorkeeper.stillAdmits(context))
                        .hold(out);
            } finally {
                session.leaveStream();
            }
        } catch (IOException gone) {
            LOG.debug("a client left the stream of its session", gone);
        } catch (InterruptedException told) {
            if (!holder.isCancelled()) {
                throw told;
            }
        } finally {
            holder.end();
        }
    }

    /** The session that a request without a body names; empty when it was refused. */
    private Optional<Sessions.Visit<P>> named(Context context, Dispatch.Arrival<P> arrival) {
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
                var visit = sessions.visit(sessionId, arrival.principal());
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

    private static Problem streamTaken(String id) {
        return new Problem(
                409,
                "stream_taken",
                "The session has a stream already, or has just ended.",
                "Use the stream that is open.",
                id);
    }
}
