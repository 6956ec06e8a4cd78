package io.systemmanager.contract.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Changes of the JSON in a body; a body that is no JSON any more stays as it is. */
final class BodyMutations {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern MEMBER = Pattern.compile("\"[^\"\\\\]*\":");
    private static final List<JsonNode> VALUES = values();
    private static final List<String> NAMES =
            List.of(
                    "", "x", "_meta", "id", "method", "params", "jsonrpc", "result", "error",
                    "\u0000");

    private BodyMutations() {}

    static void applyTo(Draft draft, Mutation mutation) {
        var text = new String(draft.body, StandardCharsets.UTF_8);
        if (mutation.kind() == Mutation.Kind.REPEAT_MEMBER) {
            draft.body = repeated(text, mutation).getBytes(StandardCharsets.UTF_8);
            return;
        }
        try {
            var tree = MAPPER.readTree(text);
            if (tree != null) {
                var changed = changed(tree, mutation);
                draft.body = changed.toString().getBytes(StandardCharsets.UTF_8);
            }
        } catch (IOException noJsonAnyMore) {
            draft.body = Bytes.cut(draft.body, mutation.where());
        }
    }

    /** A second member of the same name in front of the first. */
    private static String repeated(String text, Mutation mutation) {
        var names = MEMBER.matcher(text).results().toList();
        if (names.isEmpty()) {
            return text + text;
        }
        var name = names.get(mutation.where() % names.size());
        var value = VALUES.get(mutation.what() % VALUES.size());
        return text.substring(0, name.start())
                + name.group()
                + value
                + ","
                + text.substring(name.start());
    }

    private record Place(JsonNode parent, String name, int index) {
        JsonNode value() {
            return parent.isObject() ? parent.path(name) : parent.path(index);
        }

        void set(JsonNode value) {
            switch (parent) {
                case ObjectNode object -> object.set(name, value);
                case ArrayNode array -> array.set(index, value);
                default -> throw new IllegalStateException("no container: " + parent);
            }
        }

        void drop() {
            switch (parent) {
                case ObjectNode object -> object.remove(name);
                case ArrayNode array -> array.remove(index);
                default -> throw new IllegalStateException("no container: " + parent);
            }
        }
    }

    private static JsonNode changed(JsonNode tree, Mutation mutation) {
        var places = new ArrayList<Place>();
        collect(tree, places);
        var value = VALUES.get(mutation.what() % VALUES.size());
        if (places.isEmpty()) {
            return value;
        }
        var place = places.get(mutation.where() % places.size());
        switch (mutation.kind()) {
            case DROP_MEMBER -> place.drop();
            case RETYPE_VALUE -> place.set(value);
            case NEST_VALUE -> place.set(nested(place.value(), mutation.what()));
            case RENAME_MEMBER -> rename(place, mutation.what());
            default -> throw new IllegalArgumentException(mutation.toString());
        }
        return tree;
    }

    private static void rename(Place place, int what) {
        var value = place.value();
        place.drop();
        if (place.parent() instanceof ObjectNode object) {
            var names = new ArrayList<>(NAMES);
            names.add(place.name().toUpperCase(java.util.Locale.ROOT));
            names.add(place.name() + "\u200b");
            object.set(names.get(what % names.size()), value);
        }
    }

    private static JsonNode nested(JsonNode value, int what) {
        return what % 2 == 0
                ? JSON.arrayNode().add(value.deepCopy())
                : JSON.objectNode().set("value", value.deepCopy());
    }

    private static void collect(JsonNode node, List<Place> places) {
        if (node instanceof ObjectNode object) {
            object.properties()
                    .forEach(one -> {
                        places.add(new Place(object, one.getKey(), 0));
                        collect(one.getValue(), places);
                    });
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            places.add(new Place(node, "", i));
            collect(node.path(i), places);
        }
    }

    /** Numbers that a tool may take as a time in milliseconds are short ones. */
    private static List<JsonNode> values() {
        JsonNode deep = JSON.arrayNode();
        for (int level = 0; level < 100; level++) {
            deep = JSON.arrayNode().add(deep);
        }
        var wide = JSON.arrayNode();
        for (int i = 0; i < 2_000; i++) {
            wide.add(i);
        }
        return List.of(
                JSON.nullNode(),
                JSON.booleanNode(true),
                JSON.numberNode(0),
                JSON.numberNode(-1),
                JSON.numberNode(1.5),
                JSON.numberNode(1L << 53),
                JSON.numberNode(Long.MIN_VALUE),
                JSON.numberNode(BigInteger.TEN.pow(900)),
                JSON.numberNode(BigInteger.TEN.pow(5_000)),
                JSON.numberNode(new BigDecimal("1e-400")),
                JSON.numberNode(new BigDecimal("1e999999999")),
                JSON.textNode(""),
                JSON.textNode("x".repeat(70_000)),
                JSON.textNode("\u0000\u001b[31m\r\n\u2028"),
                JSON.textNode("\ud83d\udca5 \u202e"),
                JSON.textNode(Requests.MODERN),
                JSON.textNode(Requests.LEGACY),
                JSON.textNode("kilobyte"),
                JSON.arrayNode(),
                JSON.objectNode(),
                deep,
                wide);
    }
}
