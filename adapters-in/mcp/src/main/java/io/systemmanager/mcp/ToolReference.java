package io.systemmanager.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.domain.operation.Declaration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The reference of a tool in Markdown: what is declared of it, its parameters with their limits,
 * and examples. Immutable and thread-safe.
 */
public final class ToolReference {
    private final ToolCatalogue catalogue;

    public ToolReference(ToolCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The whole page. */
    public String page(Declaration tool) {
        var page = new StringBuilder("# `" + tool.tool() + "`\n");
        page.append(facts(tool));
        for (var example : catalogue.examples(tool)) {
            page.append("\n## ").append(example.title()).append("\n\n```json\n");
            page.append(example.arguments()).append("\n```\n");
        }
        page.append("\n## Structured form\n\n").append(structured(tool));
        return page.toString();
    }

    /** Description, declaration and parameters, without a heading. */
    public String facts(Declaration tool) {
        var description = catalogue.description(tool);
        var page = new StringBuilder("\n" + description.description() + "\n\n");
        page.append("| | |\n|---|---|\n");
        row(page, "scope", scope(tool));
        row(page, "risk", tool.risk().wireName());
        row(page, "operation names in policies", names(tool));
        row(page, "hints", hints(description.annotations()));
        row(page, "budget of an answer", tool.answerBytes() + " bytes");
        parameters(description.inputSchema(), page);
        return page.toString();
    }

    /** The members of its structured results. */
    public String structured(Declaration tool) {
        var schema = catalogue.description(tool).outputSchema().orElseThrow();
        var page = new StringBuilder("| member | type | when |\n|---|---|---|\n");
        var required = texts(schema.path("required"));
        schema.path("properties")
                .properties()
                .forEach(member ->
                        row(
                                page,
                                code(member.getKey()),
                                form(member.getValue()),
                                required.contains(member.getKey())
                                        ? "always"
                                        : "where there is one"));
        return page.toString();
    }

    private static void row(StringBuilder page, String... cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    /** The scope as pages show it. */
    public static String scope(Declaration tool) {
        return tool.scope().map(scope -> "`" + scope.wireName() + "`").orElse("any agent");
    }

    private static String form(JsonNode rules) {
        if (rules.has("$ref")) {
            return "object";
        }
        if (rules.has("const")) {
            return "`" + rules.path("const") + "`";
        }
        var type = rules.path("type");
        var word = type.isArray() ? String.join(" or ", texts(type)) : type.asText();
        if (rules.path("items").has("properties")) {
            return "array of objects: " + members(rules.path("items"));
        }
        if (rules.has("properties")) {
            return word + ": " + members(rules);
        }
        return rules.has("items") ? "array of " + form(rules.path("items")) : word;
    }

    private static String members(JsonNode object) {
        return object.path("properties").properties().stream()
                .map(member -> "`" + member.getKey() + "`")
                .collect(Collectors.joining(" "));
    }

    private static void parameters(ObjectNode schema, StringBuilder page) {
        if (schema.path("properties").isEmpty()) {
            page.append("\nIt takes no parameters.\n");
            return;
        }
        page.append(
                "\n| parameter | type and limits | if left out | meaning |\n|---|---|---|---|\n");
        var required = texts(schema.path("required"));
        schema.path("properties")
                .properties()
                .forEach(parameter -> {
                    var rules = parameter.getValue();
                    row(
                            page,
                            code(parameter.getKey()),
                            limits(rules),
                            absent(required.contains(parameter.getKey()), rules),
                            cell(rules.path("description").asText()));
                });
    }

    private static String absent(boolean required, JsonNode rules) {
        if (required) {
            return "required";
        }
        return rules.has("default") ? "`" + rules.path("default") + "`" : "";
    }

    private static String limits(JsonNode rules) {
        var words = new ArrayList<String>();
        words.add(rules.path("type").asText());
        if (rules.has("enum")) {
            words.add("one of " + choices(rules.path("enum")));
        }
        bounds(words, rules, "minLength", "maxLength", "characters");
        bounds(words, rules, "minimum", "maximum", "");
        bounds(words, rules, "minItems", "maxItems", "items");
        bounds(words, rules, "minProperties", "maxProperties", "members");
        if (rules.has("items")) {
            words.add("each: " + limits(rules.path("items")));
        }
        return String.join(", ", words);
    }

    private static void bounds(
            List<String> words, JsonNode rules, String least, String most, String unit) {
        if (!rules.has(least) && !rules.has(most)) {
            return;
        }
        var from = rules.has(least) ? rules.path(least).asText() + " to " : "at most ";
        words.add((from + rules.path(most).asText() + " " + unit).strip());
    }

    private static String choices(JsonNode values) {
        return texts(values).stream()
                .map(value -> "`" + value + "`")
                .collect(Collectors.joining(" "));
    }

    private static List<String> texts(JsonNode values) {
        var texts = new ArrayList<String>();
        values.forEach(value -> texts.add(value.asText()));
        return texts;
    }

    private static String names(Declaration tool) {
        return tool.names().stream().map(name -> "`" + name + "`").collect(Collectors.joining(" "));
    }

    private static String hints(ObjectNode annotations) {
        return annotations.properties().stream()
                .map(hint -> "`%s: %s`".formatted(hint.getKey(), hint.getValue()))
                .collect(Collectors.joining(" "));
    }

    /** Text that must not end a table cell early. */
    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
