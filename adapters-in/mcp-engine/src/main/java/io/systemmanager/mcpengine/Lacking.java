package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Optional;

/** What to say to a client that lacks what a request needs. */
final class Lacking {
    private Lacking() {}

    /** What the client would have to declare for these questions, if it does not. */
    static Optional<ObjectNode> of(Ask ask, ClientCapabilities client) {
        var needed = JsonNodeFactory.instance.objectNode();
        ask.questions().values().stream()
                .filter(question -> !client.answers(question))
                .forEach(question -> needed.setAll(ClientCapabilities.neededBy(question)));
        return needed.isEmpty() ? Optional.empty() : Optional.of(needed);
    }

    static RpcError error(Collection<Question> questions) {
        var needed = JsonNodeFactory.instance.objectNode();
        questions.forEach(question -> needed.setAll(ClientCapabilities.neededBy(question)));
        return error(needed);
    }

    /** The error of the stateless revisions. */
    static RpcError error(ObjectNode capabilities) {
        var details = JsonNodeFactory.instance.objectNode();
        details.set("requiredCapabilities", capabilities);
        return RpcError.of(
                        400,
                        RpcError.CLIENT_CAPABILITY_MISSING,
                        "client_capability_missing",
                        "The request needs something that the client did not declare.",
                        "Declare the capabilities of data.requiredCapabilities.")
                .with(details);
    }

    /** The same where the revision has no such error. */
    static Reply inWords(Exchange<?> exchange, ObjectNode capabilities) {
        return inWords(
                exchange,
                "The client did not declare the capability to be asked: " + capabilities + ".",
                "Declare it in initialize.");
    }

    /** That a question was not answered: a tool that failed, or an error. */
    static Reply inWords(Exchange<?> exchange, String cause, String nextStep) {
        if (!exchange.request().method().equals("tools/call")) {
            return new Reply.Failed(
                    RpcError.of(200, RpcError.INTERNAL, "question_unanswered", cause, nextStep));
        }
        var body = JsonNodeFactory.instance.objectNode();
        body.putArray("content")
                .add(new Content.Text("question_unanswered: " + cause + " " + nextStep).toJson());
        return new Reply.Complete(body.put("isError", true), Reply.Caching.UNSAID);
    }
}
