package io.systemmanager.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.mcpengine.ToolDescription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The tools as clients see them: text and schemas from one resource file each, hints from the
 * tool's {@link Declaration}. Immutable and thread-safe.
 */
public final class ToolCatalogue {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<Declaration, Entry> entries = new EnumMap<>(Declaration.class);

    /**
     * A call that documentation shows and tests execute.
     *
     * @param title what one would ask it for
     */
    public record Example(String title, ObjectNode arguments) {}

    private record Entry(ToolDescription description, List<Example> examples) {}

    /** Reads the resource files; a tool without a good one is a broken build. */
    public ToolCatalogue() {
        for (var tool : Declaration.values()) {
            entries.put(tool, load(tool));
        }
    }

    /** All tools in the order in which they are listed. */
    public List<Declaration> tools() {
        return Arrays.asList(Declaration.values());
    }

    public ToolDescription description(Declaration tool) {
        return entry(tool).description();
    }

    public List<Example> examples(Declaration tool) {
        return entry(tool).examples();
    }

    private Entry entry(Declaration tool) {
        var entry = entries.get(tool);
        if (entry == null) {
            throw new IllegalStateException("no resource for " + tool.tool());
        }
        return entry;
    }

    private static Entry load(Declaration tool) {
        try (var in = ToolCatalogue.class.getResourceAsStream("tools/" + tool.tool() + ".json")) {
            if (in == null) {
                throw new IllegalStateException("no resource for " + tool.tool());
            }
            var root = MAPPER.readTree(in);
            var description =
                    new ToolDescription(
                            tool.tool(),
                            root.path("description").asText(),
                            (ObjectNode) root.path("inputSchema"),
                            Optional.of((ObjectNode) root.path("outputSchema")),
                            annotations(tool));
            var examples =
                    StreamSupport.stream(root.path("examples").spliterator(), false)
                            .map(ToolCatalogue::example)
                            .toList();
            return new Entry(description, examples);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Example example(JsonNode node) {
        return new Example(node.path("title").asText(), (ObjectNode) node.path("arguments"));
    }

    /**
     * The hints. Where the protocol's default says the same, nothing is sent: {@code
     * destructiveHint} and {@code openWorldHint} default to true, the others to false.
     */
    private static ObjectNode annotations(Declaration tool) {
        var hints = MAPPER.createObjectNode();
        if (tool.readOnly()) {
            hints.put("readOnlyHint", true);
        } else {
            hints.put("destructiveHint", tool.destructive());
            hints.put("idempotentHint", tool.idempotent());
        }
        hints.put("openWorldHint", false);
        return hints;
    }
}
