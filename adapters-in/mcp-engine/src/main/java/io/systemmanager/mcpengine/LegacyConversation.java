package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks in the way of the handshake revisions: a request of the server's own on the stream of the
 * client's, whose answer is posted while the request waits.
 */
record LegacyConversation<P>(Session session, AnswerStream stream, Duration patience)
        implements Conversation<P> {
    private static final int ROUNDS = 16; // a step that asks for ever is broken

    @Override
    public Reply carryOut(Method<P> method, Exchange<P> first) {
        var exchange = first;
        for (int round = 0; round < ROUNDS; round++) {
            var reply = method.handle(exchange);
            if (!(reply instanceof Reply.Asking(var ask))) {
                return reply;
            }
            var lacking = Lacking.of(ask, exchange.client());
            if (lacking.isPresent()) {
                return Lacking.inWords(exchange, lacking.get());
            }
            var answers = new LinkedHashMap<>(exchange.turn().answers());
            var trouble = ask(exchange, ask, answers);
            if (trouble.isPresent()) {
                return trouble.get();
            }
            exchange = exchange.at(new Turn(answers, ask.memo(), exchange.client()));
        }
        throw new IllegalStateException(exchange.request().method() + " never stops asking");
    }

    private Optional<Reply> ask(Exchange<P> exchange, Ask ask, Map<String, ObjectNode> answers) {
        for (var question : ask.questions().entrySet()) {
            switch (session.ask(stream, question.getValue(), patience)) {
                case Session.Reaction.Answered(var result) ->
                        answers.put(question.getKey(), result);
                case Session.Reaction.Refused() -> {
                    return Optional.of(
                            Lacking.inWords(
                                    exchange,
                                    "The client answered the question with an error.",
                                    "Mend the client, or use one that can be asked."));
                }
                case Session.Reaction.Late() -> {
                    return Optional.of(
                            Lacking.inWords(
                                    exchange,
                                    "The client did not answer the question in time.",
                                    "Call again when somebody is there to answer."));
                }
                case Session.Reaction.Unreachable() -> {
                    return Optional.of(
                            Lacking.inWords(
                                    exchange,
                                    "The client could not be asked.",
                                    "Accept text/event-stream, and keep the session."));
                }
            }
        }
        return Optional.empty();
    }
}
