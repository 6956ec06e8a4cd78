package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A resource as {@code resources/list} shows it. */
public record ResourceDescription(String uri, String name, String description, String mimeType) {
    ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("uri", uri)
                .put("name", name)
                .put("description", description)
                .put("mimeType", mimeType);
    }
}
