package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A block of content, for models and people. */
public sealed interface Content {

    /** Plain words. */
    record Text(String text) implements Content {}

    /**
     * A picture.
     *
     * @param base64 its bytes (RFC 4648 §4)
     */
    record Image(String base64, String mimeType) implements Content {}

    /**
     * A sound.
     *
     * @param base64 its bytes (RFC 4648 §4)
     */
    record Audio(String base64, String mimeType) implements Content {}

    /** A resource itself. */
    record Embedded(ResourceContent resource) implements Content {}

    /** As the protocol writes it. */
    default ObjectNode toJson() {
        var json = JsonNodeFactory.instance.objectNode();
        return switch (this) {
            case Text(var text) -> json.put("type", "text").put("text", text);
            case Image(var base64, var mimeType) ->
                    json.put("type", "image").put("data", base64).put("mimeType", mimeType);
            case Audio(var base64, var mimeType) ->
                    json.put("type", "audio").put("data", base64).put("mimeType", mimeType);
            case Embedded(var resource) -> {
                json.put("type", "resource").set("resource", resource.toJson());
                yield json;
            }
        };
    }
}
