package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a resource holds. */
public sealed interface ResourceContent {

    /** Words. */
    record Text(String uri, String mimeType, String text) implements ResourceContent {}

    /**
     * Bytes.
     *
     * @param base64 RFC 4648 §4
     */
    record Blob(String uri, String mimeType, String base64) implements ResourceContent {}

    /** As the protocol writes it. */
    default ObjectNode toJson() {
        var json = JsonNodeFactory.instance.objectNode();
        return switch (this) {
            case Text(var uri, var mimeType, var text) ->
                    json.put("uri", uri).put("mimeType", mimeType).put("text", text);
            case Blob(var uri, var mimeType, var base64) ->
                    json.put("uri", uri).put("mimeType", mimeType).put("blob", base64);
        };
    }
}
