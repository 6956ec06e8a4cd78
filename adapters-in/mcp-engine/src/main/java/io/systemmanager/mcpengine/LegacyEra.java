package io.systemmanager.mcpengine;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What is posted in the handshake revisions: the handshake, and what is done under a session. */
final class LegacyEra<P> {
    private final Dispatch<P> dispatch;
    private final Sessions sessions;
    private final Pulse pulse;
    private final EngineLimits limits;
    private final Answers answers = new Answers(new LegacyWriter());

    LegacyEra(Dispatch<P> dispatch, Sessions sessions, Pulse pulse, EngineLimits limits) {
        this.dispatch = dispatch;
        this.sessions = sessions;
        this.pulse = pulse;
        this.limits = limits;
    }

    @FunctionalInterface
    private interface Work<P> {
        void under(Session session) throws IOException;
    }

    void request(Context context, Message.Request request, Dispatch.Arrival<P> arrival)
            throws IOException {
        if (request.method().equals("initialize")) {
            handshake(context, request, arrival);
            return;
        }
        within(
                context,
                arrival,
                Optional.of(request.id()),
                session -> {
                    var fault = LegacyRules.acceptFault(arrival.headers());
                    if (fault.isPresent()) {
                        refuse(context, fault.get(), Optional.of(request.id()), arrival);
                    } else {
                        serve(context, request, arrival, session);
                    }
                });
    }

    /** A notification or a response. */
    void oneWay(Context context, Message message, Dispatch.Arrival<P> arrival) throws IOException {
        within(
                context,
                arrival,
                Optional.empty(),
                session -> {
                    session.heed(message);
                    context.status(202);
                });
    }

    /** Several messages at once, which one revision has. */
    void batch(Context context, List<MessageReader.Reading> parts, Dispatch.Arrival<P> arrival)
            throws IOException {
        within(
                context,
                arrival,
                Optional.empty(),
                session -> {
                    var fault = Batch.fault(parts, session, arrival.headers());
                    if (fault.isPresent()) {
                        refuse(context, fault.get(), Optional.empty(), arrival);
                        return;
                    }
                    var responses = new Batch<>(dispatch, answers, session, arrival).run(parts);
                    if (responses.isEmpty()) {
                        context.status(202);
                    } else {
                        Wire.send(context.res(), 200, responses);
                    }
                });
    }

    private void handshake(Context context, Message.Request request, Dispatch.Arrival<P> arrival)
            throws IOException {
        var id = Optional.of(request.id());
        var fault = LegacyRules.acceptFault(arrival.headers()).or(() -> alreadyDone(arrival));
        if (fault.isPresent()) {
            refuse(context, fault.get(), id, arrival);
            return;
        }
        switch (dispatch.handshake(request, arrival)) {
            case Reply.Complete agreed -> {
                var session =
                        sessions.open(Initialize.agreement(arrival.subject(), request, agreed));
                if (session.isEmpty()) {
                    refuse(context, tooManySessions(), id, arrival);
                    return;
                }
                context.header(Protocol.SESSION_HEADER, session.get().id());
                answer(context, request, agreed, arrival);
            }
            case Reply other -> answer(context, request, other, arrival);
        }
    }

    private Optional<RpcError> alreadyDone(Dispatch.Arrival<P> arrival) {
        if (!(LegacyRules.membership(arrival.headers())
                instanceof LegacyRules.Membership.Claimed(var id))) {
            return Optional.empty();
        }
        // An id of nothing that lives is no obstacle to begin anew.
        return sessions.visit(id, arrival.subject())
                .map(visit -> {
                    visit.close();
                    return RpcError.invalidRequest(
                            400, "The session has been initialized already.");
                });
    }

    private void serve(
            Context context, Message.Request request, Dispatch.Arrival<P> arrival, Session session)
            throws IOException {
        var stream = stream(context, request, arrival, session);
        session.begun(request.id(), stream.cancellation());
        Reply reply;
        try (var _ = pulse.over(stream)) {
            var conversation = new LegacyConversation<P>(session, stream, limits.answerTime());
            reply = dispatch.legacy(request, arrival, session, stream, conversation);
        } finally {
            session.done(request.id(), stream.cancellation());
        }
        send(context, request, reply, stream, arrival);
    }

    private AnswerStream stream(
            Context context,
            Message.Request request,
            Dispatch.Arrival<P> arrival,
            Session session) {
        var wishes =
                Wishes.of(
                        request.params(),
                        Accepted.of(arrival.headers()).events(),
                        () -> Optional.of(session.logLevel()));
        return new AnswerStream(
                context.res(),
                wishes,
                new AnswerStream.Departure.ChangesNothing(session.events()::openAnswer));
    }

    private void answer(
            Context context, Message.Request request, Reply reply, Dispatch.Arrival<P> arrival)
            throws IOException {
        var wishes = new Wishes(false, Optional.empty(), Optional::empty);
        var stream =
                new AnswerStream(
                        context.res(),
                        wishes,
                        new AnswerStream.Departure.ChangesNothing(Optional::empty));
        send(context, request, reply, stream, arrival);
    }

    private void send(
            Context context,
            Message.Request request,
            Reply reply,
            AnswerStream stream,
            Dispatch.Arrival<P> arrival)
            throws IOException {
        boolean eventsOnly = !Accepted.of(arrival.headers()).json();
        answers.send(context, request, reply, stream, eventsOnly, arrival.correlationId());
    }

    /** Does the work where the message belongs to a session of this principal. */
    private void within(
            Context context, Dispatch.Arrival<P> arrival, Optional<RpcId> id, Work<P> work)
            throws IOException {
        switch (LegacyRules.membership(arrival.headers())) {
            case LegacyRules.Membership.Refused(var error) -> refuse(context, error, id, arrival);
            case LegacyRules.Membership.Claimed(var sessionId) -> {
                var visit = sessions.visit(sessionId, arrival.subject());
                if (visit.isEmpty()) {
                    refuse(context, LegacyRules.unknownSession(), id, arrival);
                    return;
                }
                try (var visiting = visit.get()) {
                    var fault = LegacyRules.revisionFault(arrival.headers());
                    if (fault.isPresent()) {
                        refuse(context, fault.get(), id, arrival);
                    } else {
                        work.under(visiting.session());
                    }
                }
            }
        }
    }

    private static RpcError tooManySessions() {
        return RpcError.of(
                200,
                RpcError.INTERNAL,
                "too_many_sessions",
                "There are too many sessions, and all are in use.",
                "End one, or try again later.");
    }

    private static void refuse(
            Context context, RpcError error, Optional<RpcId> id, Dispatch.Arrival<?> arrival)
            throws IOException {
        Wire.send(context, error, id, arrival.correlationId());
    }
}
