package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** What was worked out of each tool's schema, once per schema. Safe for many threads. */
final class ToolShelf {

    /** An argument that a header repeats. */
    record Mirrored(String header, List<String> path) {
        Mirrored {
            path = List.copyOf(path);
        }

        JsonNode in(ObjectNode arguments) {
            JsonNode node = arguments;
            for (var step : path) {
                node = node.path(step);
            }
            return node;
        }
    }

    record Compiled(ObjectNode schema, SchemaCheck check, List<Mirrored> mirrored) {
        Compiled {
            mirrored = List.copyOf(mirrored);
        }
    }

    private final ConcurrentHashMap<String, Compiled> byName = new ConcurrentHashMap<>();

    Compiled compiled(ToolDescription tool) {
        var known = byName.get(tool.name());
        if (known != null && known.schema().equals(tool.inputSchema())) {
            return known;
        }
        var mirrored = new ArrayList<Mirrored>();
        collect(tool.inputSchema(), List.of(), mirrored);
        var compiled =
                new Compiled(tool.inputSchema(), SchemaCheck.of(tool.inputSchema()), mirrored);
        byName.put(tool.name(), compiled);
        return compiled;
    }

    private static void collect(JsonNode schema, List<String> path, List<Mirrored> found) {
        for (var property : schema.path("properties").properties()) {
            var here = new ArrayList<>(path);
            here.add(property.getKey());
            var header = property.getValue().path("x-mcp-header");
            if (header.isTextual()) {
                found.add(new Mirrored(header.asText(), here));
            }
            collect(property.getValue(), here, found);
        }
    }
}
