package io.systemmanager.contract.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.mcp.ToolCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Every tool with its parameters, and its examples executed on the simulated host. */
final class ToolPage {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String HEAD =
            """
            # Tools

            What an agent can ask for. An agent sees the tools whose scope its token and its policy \
            role both grant; each call is judged by policy and recorded, whatever its risk. Unknown \
            parameters are refused. Every failure has the form of [errors](errors.md); the page on \
            [the policy file](policy.md) says how calls are judged.

            The answers below were given by the simulated host under the policy profile `lean`.
            """;

    private final ToolCatalogue catalogue = new ToolCatalogue();
    private final SampleAnswers answers = new SampleAnswers();

    String render() throws JsonProcessingException {
        var page = new StringBuilder(HEAD);
        for (var tool : catalogue.tools()) {
            render(tool, page);
        }
        return page.toString();
    }

    private void render(Declaration tool, StringBuilder page) throws JsonProcessingException {
        var description = catalogue.description(tool);
        page.append("\n## `%s`\n\n%s\n\n".formatted(tool.tool(), description.description()));
        page.append("| | |\n|---|---|\n");
        page.append("| scope | %s |\n".formatted(ToolTable.scope(tool)));
        page.append("| risk | %s |\n".formatted(tool.risk().wireName()));
        page.append("| operation names in policies | %s |\n".formatted(names(tool)));
        page.append("| hints | %s |\n".formatted(hints(description.annotations())));
        page.append("| budget of an answer | %d bytes |\n".formatted(tool.answerBytes()));
        parameters(description.inputSchema(), page);
        for (var example : catalogue.examples(tool)) {
            example(tool, example, page);
        }
    }

    private static void parameters(ObjectNode schema, StringBuilder page) {
        if (schema.path("properties").isEmpty()) {
            page.append("\nIt takes no parameters.\n");
            return;
        }
        page.append(
                "\n| parameter | type and limits | if left out | meaning |\n|---|---|---|---|\n");
        var required = new ArrayList<String>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("properties")
                .properties()
                .forEach(parameter -> {
                    var rules = parameter.getValue();
                    page.append(
                            "| `%s` | %s | %s | %s |\n"
                                    .formatted(
                                            parameter.getKey(),
                                            limits(rules),
                                            absent(required.contains(parameter.getKey()), rules),
                                            GeneratedPage.cell(
                                                    rules.path("description").asText())));
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
        var words = new ArrayList<String>();
        values.forEach(value -> words.add("`" + value.asText() + "`"));
        return String.join(" ", words);
    }

    private static String names(Declaration tool) {
        return tool.names().stream().map(name -> "`" + name + "`").collect(Collectors.joining(" "));
    }

    private static String hints(ObjectNode annotations) {
        return annotations.properties().stream()
                .map(hint -> "`%s: %s`".formatted(hint.getKey(), hint.getValue()))
                .collect(Collectors.joining(" "));
    }

    private void example(Declaration tool, ToolCatalogue.Example example, StringBuilder page)
            throws JsonProcessingException {
        var request = MAPPER.createObjectNode().put("name", tool.tool());
        request.set("arguments", example.arguments());
        page.append("\n### %s\n\n".formatted(example.title()));
        page.append("The `params` of `tools/call`:\n\n```json\n%s\n```\n\n".formatted(request));
        page.append(
                "The text of the answer:\n\n```text\n%s\n```\n"
                        .formatted(answers.to(tool, example.arguments())));
    }
}
