package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;

/** Sends replies: as JSON, or as the last event of a stream that was begun. */
record Answers(EraWriter writer) {

    /**
     * Answers a request, unless it was cancelled.
     *
     * @param events whether the answer must be a stream in any case
     */
    void send(
            Context context,
            Message.Request request,
            Reply reply,
            AnswerStream stream,
            boolean events,
            String correlationId)
            throws IOException {
        boolean begun = stream.close();
        if (stream.cancellation().end()) {
            if (begun) {
                stream.end(Optional.empty());
            } else {
                withoutAnswer(context, stream);
            }
            return;
        }
        if (begun) {
            stream.end(Optional.of(message(request.id(), reply, correlationId)));
            return;
        }
        if (reply instanceof Reply.Failed(var error) && error.status() != 200) {
            Wire.send(context, error, Optional.of(request.id()), correlationId);
        } else if (events) {
            var out = Wire.beginEvents(context.res());
            Wire.event(out, message(request.id(), reply, correlationId));
        } else {
            Wire.send(context.res(), 200, message(request.id(), reply, correlationId));
        }
    }

    private static void withoutAnswer(Context context, AnswerStream stream) throws IOException {
        if (stream.takesEvents()) {
            Wire.beginEvents(context.res());
        } else {
            context.status(202);
        }
    }

    /** The JSON-RPC response. */
    ObjectNode message(RpcId id, Reply reply, String correlationId) {
        return switch (reply) {
            case Reply.Complete complete -> Envelope.result(id, writer.result(complete));
            case Reply.Empty() -> Envelope.result(id, JsonNodeFactory.instance.objectNode());
            case Reply.Failed(var error) -> Envelope.error(Optional.of(id), error, correlationId);
            case Reply.Unfinished unfinished -> Envelope.result(id, writer.result(unfinished));
            case Reply.Listening _, Reply.Asking _ ->
                    throw new IllegalStateException("no answer to send: " + reply);
        };
    }
}
