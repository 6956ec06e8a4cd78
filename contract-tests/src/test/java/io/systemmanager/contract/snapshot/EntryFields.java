package io.systemmanager.contract.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Which fields the entries of each type carry. */
final class EntryFields {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private EntryFields() {}

    /** A line for each type of entry, field and kind of value. */
    static String of(List<Json.Obj> entries) throws JsonProcessingException {
        var lines = new TreeSet<String>();
        for (var entry : entries) {
            var tree = MAPPER.readTree(CanonicalJson.text(entry));
            collect(tree.path("type").asText(), "", tree, lines);
        }
        return String.join("\n", lines) + "\n";
    }

    /** Every field of any of the entries, with {@code []} for the items of an array. */
    static Set<String> paths(List<Json.Obj> entries) throws JsonProcessingException {
        var paths = new TreeSet<String>();
        for (var line : of(entries).split("\n", -1)) {
            if (!line.isBlank()) {
                paths.add(line.split(" ", -1)[1]);
            }
        }
        return paths;
    }

    private static void collect(String type, String path, JsonNode node, Set<String> lines) {
        if (node.isObject()) {
            node.properties()
                    .forEach(member ->
                            collect(type, path + "." + member.getKey(), member.getValue(), lines));
        } else if (node.isArray()) {
            node.forEach(item -> collect(type, path + "[]", item, lines));
        } else {
            var kind = node.getNodeType().name().toLowerCase(Locale.ROOT);
            lines.add("%s %s %s".formatted(type, path.substring(1), kind));
        }
    }
}
