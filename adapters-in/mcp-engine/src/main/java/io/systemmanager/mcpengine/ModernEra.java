package io.systemmanager.mcpengine;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is posted in the stateless revisions. */
record ModernEra<P>(
        Dispatch<P> dispatch,
        Answers answers,
        Listen<P> listen,
        Conversation<P> conversation,
        Pulse pulse,
        StreamSlots slots,
        Leases<P> leases,
        Announcer announcer) {
    private static final Logger LOG = LoggerFactory.getLogger(ModernEra.class);

    void request(Context context, Message.Request request, Dispatch.Arrival<P> arrival)
            throws IOException, InterruptedException {
        var level = request.params().path("_meta").path(Protocol.META_LOG_LEVEL).asText();
        var wishes =
                Wishes.of(
                        request.params(),
                        Accepted.of(arrival.headers()).events(),
                        () -> LogLevel.of(level));
        var stream = new AnswerStream(context.res(), wishes, new AnswerStream.Departure.Cancels());
        Reply reply;
        try (var _ = pulse.over(stream)) {
            reply = dispatch.modern(request, arrival, stream, conversation);
        }
        if (reply instanceof Reply.Listening(var subscription)) {
            stream.close();
            listen(context, request.id(), arrival, subscription);
        } else {
            answers.send(context, request, reply, stream, false, arrival.correlationId());
        }
    }

    private void listen(
            Context context, RpcId id, Dispatch.Arrival<P> arrival, Subscription subscription)
            throws IOException, InterruptedException {
        var slot = slots.take(arrival.subject());
        if (slot.isEmpty()) {
            Wire.send(context, tooManyStreams(), Optional.of(id), arrival.correlationId());
            return;
        }
        var mailbox =
                new Mailbox(
                        subscription,
                        notice ->
                                listen.message(id, arrival.sender().principal(), notice)
                                        .map(Wire::frame)
                                        .orElse(""));
        announcer.add(mailbox); // before the acknowledgement, so that nothing after it is missed
        try (var _ = slot.get()) {
            var out = Wire.beginEvents(context.res());
            Wire.event(out, Listen.acknowledgement(id, subscription));
            leases.stream(context, arrival.sender()).hold(out, mailbox);
            Wire.event(out, Listen.closing(id));
        } catch (IOException gone) {
            LOG.debug("a listening client left", gone);
        } finally {
            announcer.remove(mailbox);
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
}
