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
 * @param icon an SVG picture of any size, as a {@code data:} URI
 */
public record ServerIdentity(
        String name,
        Optional<String> title,
        String version,
        Optional<String> instructions,
        Optional<String> icon) {
    public ServerIdentity {
        if (icon.filter(uri -> !uri.startsWith("data:image/svg+xml")).isPresent()) {
            throw new IllegalArgumentException("the icon is SVG in a data: URI");
        }
    }

    /** A name and a version. */
    public static ServerIdentity of(String name, String version) {
        return new ServerIdentity(
                name, Optional.empty(), version, Optional.empty(), Optional.empty());
    }

    /** What goes with every result. */
    ObjectNode brief() {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("version", version);
    }

    /** What goes with the first answer: as much as the revision knows. */
    ObjectNode full(String revision) {
        var node = JsonNodeFactory.instance.objectNode().put("name", name);
        if (!revision.equals(Protocol.OLDEST)) {
            title.ifPresent(text -> node.put("title", text));
        }
        node.put("version", version);
        if (revision.compareTo(Protocol.LEGACY.getFirst()) >= 0) {
            icon.ifPresent(uri ->
                    node.putArray("icons")
                            .addObject()
                            .put("src", uri)
                            .put("mimeType", "image/svg+xml")
                            .putArray("sizes")
                            .add("any"));
        }
        return node;
    }
}
