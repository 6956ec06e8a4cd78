package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What the server says of itself.
 *
 * @param name for programs
 * @param title for people
 * @param version of the product
 * @param instructions a hint for the model
 */
public record ServerIdentity(
        String name, Optional<String> title, String version, Optional<String> instructions) {

    /** A name and a version. */
    public static ServerIdentity of(String name, String version) {
        return new ServerIdentity(name, Optional.empty(), version, Optional.empty());
    }

    ObjectNode implementation() {
        var node = JsonNodeFactory.instance.objectNode().put("name", name);
        title.ifPresent(text -> node.put("title", text));
        return node.put("version", version);
    }
}
