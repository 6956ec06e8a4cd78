package io.systemmanager.contract.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.mcp.ToolCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** What {@code tools/list} answers, with the members that the engine sends and in its order. */
final class ListedTools {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ToolCatalogue CATALOGUE = new ToolCatalogue();

    private ListedTools() {}

    /** The tools that a caller with these scopes sees. */
    static ArrayNode visibleWith(Set<Scope> scopes) {
        var list = MAPPER.createArrayNode();
        for (var tool : CATALOGUE.tools()) {
            if (tool.scope().map(scopes::contains).orElse(true)) {
                list.add(listed(tool));
            }
        }
        return list;
    }

    /** One tool as it is listed. */
    static ObjectNode listed(Declaration tool) {
        var description = CATALOGUE.description(tool);
        var node = MAPPER.createObjectNode();
        node.put("name", description.name()).put("description", description.description());
        node.set("inputSchema", description.inputSchema());
        node.set("annotations", description.annotations());
        return node;
    }

    /** How many bytes a list takes on the wire, its member name included. */
    static int bytes(ArrayNode tools) {
        var result = MAPPER.createObjectNode();
        result.set("tools", tools);
        return result.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    /** All tools, readable and with their version. */
    static String snapshot() throws JsonProcessingException {
        var root = MAPPER.createObjectNode().put("version", Snapshot.versionMark());
        root.set("tools", visibleWith(Set.of(Scope.values())));
        return pretty(root);
    }

    /** What the structured results of each tool keep to. */
    static String outputSchemas() throws JsonProcessingException {
        var root = MAPPER.createObjectNode().put("version", Snapshot.versionMark());
        for (var tool : CATALOGUE.tools()) {
            root.set(tool.tool(), CATALOGUE.description(tool).outputSchema().orElseThrow());
        }
        return pretty(root);
    }

    /** JSON for people: two blanks a level, Unix line ends. */
    static String pretty(ObjectNode node) throws JsonProcessingException {
        var indenter = new DefaultIndenter("  ", "\n");
        var printer =
                new DefaultPrettyPrinter()
                        .withObjectIndenter(indenter)
                        .withArrayIndenter(indenter)
                        .withSeparators(
                                Separators.createDefaultInstance()
                                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        return MAPPER.writer(printer).writeValueAsString(node) + "\n";
    }
}
