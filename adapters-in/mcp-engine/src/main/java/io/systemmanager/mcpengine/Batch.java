package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;

/** Several messages in one body (2025-03-26), carried out one after the other, answered in JSON. */
record Batch<P>(
        Dispatch<P> dispatch, Answers answers, Session session, Dispatch.Arrival<P> arrival) {

    /** Why it cannot be served, if so. */
    static Optional<RpcError> fault(
            List<MessageReader.Reading> parts, Session session, RequestHeaders headers) {
        if (!session.agreement().revision().equals(Protocol.OLDEST)) {
            return Optional.of(
                    RpcError.invalidRequest(400, "The session's revision has no batches."));
        }
        for (var part : parts) {
            if (part instanceof MessageReader.Reading.Read(Message.Request request, _)
                    && (request.method().equals("initialize")
                            || !(Classification.of(request, headers)
                                    instanceof Classification.Legacy))) {
                return Optional.of(
                        RpcError.invalidRequest(400, "The batch holds what stands alone only."));
            }
        }
        return LegacyRules.acceptFault(headers);
    }

    /** The responses, in order; none where there was no request. */
    ArrayNode run(List<MessageReader.Reading> parts) {
        var responses = JsonNodeFactory.instance.arrayNode();
        for (var part : parts) {
            switch (part) {
                case MessageReader.Reading.Refused(var error, var id) ->
                        responses.add(Envelope.error(id, error, arrival.correlationId()));
                case MessageReader.Reading.Read(Message.Request request, _) ->
                        serve(request, responses);
                case MessageReader.Reading.Read(var message, _) -> session.heed(message);
                case MessageReader.Reading.Batch _ ->
                        throw new IllegalStateException("a batch holds no batch");
            }
        }
        return responses;
    }

    private void serve(Message.Request request, ArrayNode responses) {
        var work = new Cancellation();
        session.begun(request.id(), work);
        Reply reply;
        try {
            reply =
                    dispatch.legacy(
                            request, arrival, session, new SilentStream(work), Conversation.mute());
        } finally {
            session.done(request.id(), work);
        }
        if (!work.end()) {
            responses.add(answers.message(request.id(), reply, arrival.correlationId()));
        }
    }
}
