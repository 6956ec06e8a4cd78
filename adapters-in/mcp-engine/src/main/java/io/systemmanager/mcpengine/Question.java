package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;

/**
 * Something that only the client, or the person at it, can answer. Trees are not to be changed
 * afterwards. What comes back is the client's word: it proves nothing about a person.
 */
public sealed interface Question {

    /**
     * A form for a person. Never for passwords, tokens or keys.
     *
     * @param schema a flat object schema of strings, numbers, booleans and choices
     */
    record Form(String message, ObjectNode schema) implements Question {}

    /**
     * A page that a person is asked to open.
     *
     * @param url https, without credentials in it
     * @param id of this visit, for the revisions that name it
     */
    record Page(String message, URI url, String id) implements Question {}

    /**
     * Something for the client's model ({@code sampling/createMessage}).
     *
     * @param params of that method
     */
    record Sampling(ObjectNode params) implements Question {}

    /** Which folders the client works on. */
    record Roots() implements Question {}

    /** The method that carries it. */
    default String method() {
        return switch (this) {
            case Form _, Page _ -> "elicitation/create";
            case Sampling _ -> "sampling/createMessage";
            case Roots _ -> "roots/list";
        };
    }

    /** That method's params. A form needs no mode, and revisions before 2025-11-25 know none. */
    default ObjectNode params() {
        var params = JsonNodeFactory.instance.objectNode();
        return switch (this) {
            case Form(var message, var schema) -> {
                params.put("message", message).set("requestedSchema", schema);
                yield params;
            }
            case Page(var message, var url, var id) ->
                    params.put("mode", "url")
                            .put("message", message)
                            .put("url", url.toString())
                            .put("elicitationId", id);
            case Sampling(var own) -> own;
            case Roots() -> params;
        };
    }
}
