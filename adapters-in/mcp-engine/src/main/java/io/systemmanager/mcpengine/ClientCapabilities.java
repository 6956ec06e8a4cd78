package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * What a client says it can do: of this request in the stateless revisions, of the session in the
 * others. It is the client's own word and grants nothing.
 *
 * @param declared the object as sent; not to be changed
 */
public record ClientCapabilities(JsonNode declared) {
    private static final int MOST = 16;
    private static final int LONGEST = 128;

    /** A client that can answer no question. */
    public static ClientCapabilities none() {
        return new ClientCapabilities(JsonNodeFactory.instance.objectNode());
    }

    /** Whether a person can fill in a form; a bare {@code elicitation} means that. */
    public boolean takesForms() {
        var elicitation = declared.path("elicitation");
        return elicitation.isObject() && (elicitation.has("form") || !elicitation.has("url"));
    }

    /** Whether a person can be sent to a page. */
    public boolean takesPages() {
        return declared.path("elicitation").path("url").isObject();
    }

    /** Whether its model can be asked. */
    public boolean samples() {
        return declared.path("sampling").isObject();
    }

    /** Whether it has roots to tell. */
    public boolean listsRoots() {
        return declared.path("roots").isObject();
    }

    /** Whether it can follow a task instead of waiting for the answer. */
    public boolean followsTasks() {
        return hasExtension(Protocol.TASKS);
    }

    /**
     * Whether it declares an extension: under {@code extensions}, or under {@code experimental}
     * where the revision has nothing else.
     */
    public boolean hasExtension(String id) {
        return declared.path("extensions").has(id) || declared.path("experimental").has(id);
    }

    /**
     * The same for a session: without tasks, which its revisions do not have, and without what
     * nobody here looks at, which a client may send in any amount.
     */
    ClientCapabilities kept() {
        var kept = JsonNodeFactory.instance.objectNode();
        for (var name : List.of("sampling", "roots", "elicitation")) {
            if (declared.path(name).isObject()) {
                kept.putObject(name);
            }
        }
        for (var mode : List.of("form", "url")) {
            if (declared.path("elicitation").path(mode).isObject()) {
                kept.withObject("/elicitation").putObject(mode);
            }
        }
        for (var name : List.of("extensions", "experimental")) {
            declared.path(name).properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(id -> id.length() <= LONGEST && !id.equals(Protocol.TASKS))
                    .limit(MOST)
                    .forEach(id -> kept.withObject("/" + name).putObject(id));
        }
        return new ClientCapabilities(kept);
    }

    boolean answers(Question question) {
        return switch (question) {
            case Question.Form _ -> takesForms();
            case Question.Page _ -> takesPages();
            case Question.Sampling _ -> samples();
            case Question.Roots _ -> listsRoots();
        };
    }

    /** The object of capabilities that a question needs. */
    static ObjectNode neededBy(Question question) {
        var needed = JsonNodeFactory.instance.objectNode();
        switch (question) {
            case Question.Form _ -> needed.putObject("elicitation").putObject("form");
            case Question.Page _ -> needed.putObject("elicitation").putObject("url");
            case Question.Sampling _ -> needed.putObject("sampling");
            case Question.Roots _ -> needed.putObject("roots");
        }
        return needed;
    }
}
