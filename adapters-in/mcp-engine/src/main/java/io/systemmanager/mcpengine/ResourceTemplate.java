package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A family of resources as {@code resources/templates/list} shows it.
 *
 * @param uriTemplate RFC 6570
 */
public record ResourceTemplate(
        String uriTemplate, String name, String description, String mimeType) {
    ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("uriTemplate", uriTemplate)
                .put("name", name)
                .put("description", description)
                .put("mimeType", mimeType);
    }
}
