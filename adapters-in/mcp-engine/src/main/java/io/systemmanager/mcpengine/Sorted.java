package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.TreeMap;

/** A tree with its members in order, so that equal values are equal texts. */
final class Sorted {
    private Sorted() {}

    static String text(JsonNode node) {
        return node.isMissingNode() ? "{}" : sorted(node).toString();
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            var members = new TreeMap<String, JsonNode>();
            node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
            var object = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> member : members.entrySet()) {
                object.set(member.getKey(), sorted(member.getValue()));
            }
            return object;
        }
        if (node.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(sorted(element)));
            return array;
        }
        return node;
    }
}
